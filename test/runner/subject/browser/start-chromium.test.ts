import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../../src/runner/real-clock.ts';
import type { BrowserRequest, RunningBrowser } from '../../../../src/runner/subject/browser/running-browser.ts';
import { startChromium } from '../../../../src/runner/subject/browser/start-chromium.ts';
import { isGroupAlive, signalGroup } from '../../../../src/runner/subject/process-group.ts';
import { chromium, requireDebianPackage } from '../../../support/debian-packages.ts';
import { createRecordingGuard, readLines, repositoryRoot, sourceProgram, sourceUrl } from '../programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'wschaos-start-'));
beforeAll(() => requireDebianPackage(chromium), 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const plain: BrowserRequest = { executablePath: undefined, args: [], certificate: undefined };

async function start(more: Partial<BrowserRequest> = {}) {
  const guard = createRecordingGuard();
  const browser = await startChromium({ ...plain, ...more }, { clock: realClock, guard });
  onTestFinished(() => browser.close());
  const [group = 0] = guard.watched;
  const [profile = ''] = guard.folders;
  return { browser, guard, group, profile };
}

async function show(browser: RunningBrowser, url: string): Promise<string | null> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return page.textContent('body');
}

/** An executable file of the given text. */
function writeProgram(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source, { mode: 0o755 });
  return path;
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly address?: string; readonly host?: string };
  }[];
}

/**
 * Shows a page again and again until the log tells of it: what came before is written by then. Chromium writes its log when it
 * has nothing better to do, and not at its end.
 */
async function fillNetLog(browser: RunningBrowser, log: string, url: string): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  const isWritten = async (): Promise<boolean> => {
    await page.goto(url);
    return existsSync(log) && readFileSync(log, 'utf8').includes(url);
  };
  await expect.poll(isWritten, { timeout: 60_000 }).toBe(true);
}

/** A line is an event. Chromium may end in the middle of the last one, or before the end of the list. */
function readNetLog(path: string): NetLog {
  const text = readFileSync(path, 'utf8').trimEnd();
  if (text.endsWith('}]}')) return JSON.parse(text) as NetLog;
  const whole = text.slice(0, text.lastIndexOf('\n')).trimEnd();
  return JSON.parse(`${whole.replace(/,$/, '')}]}`) as NetLog;
}

describe('a browser of ours', { timeout: 120_000 }, () => {
  test('is watched while it runs, and leaves neither process nor profile', async () => {
    const { browser, guard, group, profile } = await start();
    expect(isGroupAlive(group)).toBe(true);
    expect(existsSync(profile)).toBe(true);
    expect(await show(browser, 'data:text/html,hello')).toBe('hello');
    await browser.close();
    expect(isGroupAlive(group)).toBe(false);
    expect(existsSync(profile)).toBe(false);
    expect([guard.watched.size, guard.folders.size]).toEqual([0, 0]);
  });

  test('tells that it was killed', async () => {
    const { browser, group } = await start();
    const ended = new Promise((resolve) => void browser.onEnd(resolve));
    signalGroup(group, 'SIGKILL');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    await expect(browser.newContext()).rejects.toThrow();
  });

  test('leaves nothing when we are killed: no profile, and no folder of Playwright', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    // tsx has a cache there.
    const left = (): readonly string[] => readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));
    const ofBrowser = (): readonly string[] => left().filter((name) => !name.startsWith('wschaos-guard-'));
    const [command = '', ...args] = sourceProgram(`
      import { realClock } from ${sourceUrl('runner/real-clock.ts')};
      import { startChromium } from ${sourceUrl('runner/subject/browser/start-chromium.ts')};
      import { createProcessGuard } from ${sourceUrl('runner/subject/process-guard.ts')};
      await startChromium(${JSON.stringify({ args: [] })}, { clock: realClock, guard: createProcessGuard() });
      console.log('up');`);
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await readLines(child.stdout).next()).toBe('up');
    expect(ofBrowser()).toEqual([expect.stringMatching(/^wschaos-browser-/)]);
    child.kill('SIGKILL');
    await expect.poll(left, { timeout: 60_000 }).toEqual([]);
  });

  test('connects to nothing of its own accord', async () => {
    const server = http.createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    const log = join(folder, 'net.json');
    const { browser } = await start({ args: [`--log-net-log=${log}`] });
    const { port } = server.address() as AddressInfo;
    expect(await show(browser, `http://127.0.0.1:${port}/`)).toBe('here');
    await fillNetLog(browser, log, `http://127.0.0.1:${port}/last`);
    await browser.close();
    const { constants, events } = readNetLog(log);
    const of = (name: string) => events.filter(({ type }) => type === constants.logEventTypes[name]);
    const dialled = of('TCP_CONNECT_ATTEMPT').map(({ params }) => params?.address);
    expect(new Set(dialled.filter((address) => address !== undefined))).toEqual(new Set([`127.0.0.1:${port}`]));
    expect(of('HOST_RESOLVER_MANAGER_JOB')).toEqual([]);
    expect(of('UDP_BYTES_SENT')).toEqual([]);
  });
});

describe('a browser that cannot be started', { timeout: 60_000 }, () => {
  test.each([
    [
      'because it has no sandbox, with what to do',
      'no-sandbox',
      '#!/bin/sh\necho "[1:FATAL:zygote.cc] No usable sandbox!" >&2\nexit 1\n',
      /ended at once \(exit code 1\): \[1:FATAL:zygote\.cc\] No usable sandbox!$/,
      /args: \[--no-sandbox\]/,
    ],
    ['without a word', 'silent', '#!/bin/sh\nexit 3\n', /silent ended at once \(exit code 3\)$/, undefined],
    [
      'by its silence',
      'deaf',
      '#!/bin/sh\nexec 3<&- 4>&-\nexec sleep 1000\n',
      /deaf does not answer as Chromium does$/,
      /file descriptors 3 and 4/,
    ],
    [
      'by what it says instead of messages',
      'junk',
      "#!/bin/sh\nprintf 'hello\\0' >&4\nexec sleep 1000\n",
      /junk does not answer as Chromium does$/,
      /file descriptors 3 and 4/,
    ],
    ['by a signal', 'killed', '#!/bin/sh\nkill -9 $$\n', /killed ended at once \(SIGKILL\)$/, undefined],
  ])('is told of: %s', async (_why, name, source, message, hint) => {
    const guard = createRecordingGuard();
    const executablePath = writeProgram(name, source);
    const starting = startChromium({ ...plain, executablePath }, { clock: realClock, guard });
    await expect(starting).rejects.toMatchObject({
      code: 'client.not-started',
      message: expect.stringMatching(message),
      hint: hint === undefined ? undefined : expect.stringMatching(hint),
    });
    expect([guard.watched.size, guard.folders.size]).toEqual([0, 0]);
  });

  test('leaves no profile where there is no browser', async () => {
    const guard = createRecordingGuard();
    const starting = startChromium({ ...plain, executablePath: '/nowhere' }, { clock: realClock, guard });
    await expect(starting).rejects.toMatchObject({ code: 'client.not-found' });
    expect(guard.folders.size).toBe(0);
  });
});
