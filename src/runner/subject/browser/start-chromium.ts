import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Clock } from '../../../base/clock.ts';
import { WschaosError } from '../../../base/error.ts';
import { lastWords } from '../../../base/last-words.ts';
import { type GroupedProcess, startGroupedProcess } from '../grouped-process.ts';
import { createLineSplitter } from '../line-splitter.ts';
import { createOneTimeEvent } from '../one-time-event.ts';
import { createOutputLog } from '../output-log.ts';
import type { ProcessGuard } from '../process-guard.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { createDebuggingPipe } from './debugging-pipe.ts';
import { findChromium } from './find-chromium.ts';
import { loadPlaywright } from './load-playwright.ts';
import type { BrowserEnd, BrowserRequest, RunningBrowser } from './running-browser.ts';

const maxLogLines = 20;
const maxLogBytes = 500;
/** For the browser's first answer, on a machine that is busy. */
const connectTimeoutMs = 60_000;
const exitGraceMs = 2_000;

const resolveAfter = (clock: Clock, ms: number): Promise<undefined> =>
  new Promise((resolve) => void clock.schedule(clock.now() + ms, () => resolve(undefined)));

/** RFC 7469 §2.4: the SHA-256 of the public key as the certificate has it. */
const fingerprintOf = (certificate: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

/**
 * Starts a headless Chromium in a process group of its own, which the guard watches, with a profile that is thrown away.
 *
 * @throws WschaosError `client.needs-package`, `client.not-found`, `client.not-started`
 */
export async function startChromium(
  { executablePath, args, certificate }: BrowserRequest,
  { clock, guard }: { readonly clock: Clock; readonly guard: ProcessGuard },
): Promise<RunningBrowser> {
  const { chromium } = await loadPlaywright();
  const program = findChromium({
    given: executablePath,
    fromEnvironment: process.env.WSCHAOS_CHROMIUM,
    downloaded: chromium.executablePath(),
  });
  const folder = await createTemporaryFolder('browser', guard);
  const { path: profile } = folder;
  // Playwright would make one beside, and leave it behind when we are killed.
  const artifactsDir = join(profile, 'artifacts');
  const log = createOutputLog(maxLogLines, maxLogBytes);
  const lines = createLineSplitter(maxLogBytes, log.note);
  let isClosing = false;
  const ended = createOneTimeEvent<BrowserEnd>();

  let child: GroupedProcess | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    isClosing = true;
    await browser?.close().catch(() => {});
    await child?.end();
    await folder.remove();
  };

  try {
    await mkdir(artifactsDir);
    const flags = chromiumFlags({
      profile,
      isRoot: process.getuid?.() === 0,
      trustedKey: certificate === undefined ? undefined : fingerprintOf(certificate),
      args,
    });
    child = await startGroupedProcess({
      role: 'client',
      command: [program, ...flags],
      cwd: profile,
      // What Chromium leaves for its next start, beside the profile, goes with it.
      env: { ...process.env, TMPDIR: profile },
      clock,
      guard,
      extraPipes: 2,
      onOutput(_stream, chunk) {
        lines.write(chunk);
        log.settle();
      },
      onEnd(end) {
        lines.end();
        if (!isClosing) ended.tell({ ...end, lastLines: log.lines });
      },
    });
    const [toBrowser, fromBrowser] = child.pipes;
    if (toBrowser === undefined || fromBrowser === undefined) throw new Error('the pipes to the browser were not made');
    const transport = createDebuggingPipe(toBrowser, fromBrowser);
    const connecting = chromium.connectOverCDP(transport, { timeout: connectTimeoutMs, artifactsDir });
    const left = once(fromBrowser, 'end').then(() => Promise.reject(new Error('the pipe was closed')));
    const connected = await Promise.race([connecting, left]).catch(async (error: unknown) => {
      // The pipes of a program that ends are closed first.
      const end = new Promise<BrowserEnd>((resolve) => void ended.listen(resolve));
      throw explainStart(program, await Promise.race([end, resolveAfter(clock, exitGraceMs)]), error);
    });
    browser = connected;
    let closing: Promise<void> | undefined;
    return {
      newContext: () => connected.newContext(),
      onEnd: ended.listen,
      close() {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function explainStart(program: string, end: BrowserEnd | undefined, cause: unknown): WschaosError {
  if (end === undefined) {
    return new WschaosError('client.not-started', `${program} does not answer as Chromium does`, {
      hint: 'It is steered by --remote-debugging-pipe: a script in front of it must hand down the file descriptors 3 and 4.',
      cause,
    });
  }
  const { code, signal, lastLines } = end;
  const words = lastWords(lastLines);
  return new WschaosError(
    'client.not-started',
    `the browser ${program} ended at once (${signal ?? `exit code ${code}`})${words === '' ? '' : `: ${words}`}`,
    {
      hint: lastLines.some((line) => /sandbox/i.test(line))
        ? 'Where the system lets it have no sandbox, as in many containers: client: { type: browser, args: [--no-sandbox], … }'
        : undefined,
      cause,
    },
  );
}
