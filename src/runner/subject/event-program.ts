import type { Clock } from '../../base/clock.ts';
import { createClientLog, maxClientLineBytes } from './client-log.ts';
import { createEventReader } from './event-reader.ts';
import { startGroupedProcess } from './grouped-process.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { ProcessGuard } from './process-guard.ts';
import type { SubjectContext, SubjectHandle } from './subject.ts';

/** A program that is a client under test. */
export interface EventProgramOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** Added to our own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  /** From SIGTERM to SIGKILL. Default 2000. */
  readonly graceMs?: number;
  /** Takes a line of its stdout that may be JSON and is no event; what is not taken is log. */
  readonly onLine?: (line: string) => boolean;
}

const maxEventBytes = 64 * 1024;
const openingBrace = 0x7b;

/** What a program finds in its environment. */
const describeContext = ({ url, tls, seed, iteration, client }: SubjectContext): Readonly<Record<string, string>> => ({
  ...tls?.env,
  WSCHAOS_URL: url,
  WSCHAOS_SEED: String(seed),
  WSCHAOS_ITERATION: String(iteration),
  WSCHAOS_CLIENT: String(client),
});

/**
 * Runs a program that may print its events as JSON lines on stdout (`{"ev": "open"}`); all else that it prints is its log.
 * Its end before `close()` is reported as an exit.
 *
 * @throws WschaosError `client.not-found`, `client.not-started`
 */
export async function startEventProgram(options: EventProgramOptions, context: SubjectContext): Promise<SubjectHandle> {
  const { clock, onLine } = options;
  context.signal?.throwIfAborted();
  const log = createClientLog();
  const readEvent = createEventReader(clock, log, context);
  const report = (line: string): boolean => readEvent(line) || (onLine?.(line) ?? false);
  let isClosing = false;

  const stdout = createLineSplitter(maxEventBytes, (bytes, start, end) => {
    const mayBeEvent = bytes[start] === openingBrace && end > start;
    if (!mayBeEvent || !report(bytes.toString('utf8', start, end))) log.note(bytes, start, end);
  });
  const stderr = createLineSplitter(maxClientLineBytes, log.note);
  const splitters = { stdout, stderr };

  const child = await startGroupedProcess({
    role: 'client',
    ...options,
    env: { ...process.env, ...options.env, ...describeContext(context) },
    onOutput(stream, chunk) {
      splitters[stream].write(chunk);
      log.settle();
    },
    onEnd({ code, signal, t, disturbed }) {
      stdout.end();
      stderr.end();
      if (isClosing) return;
      if (disturbed === undefined) context.onExit({ code, signal, lastLines: log.lastLines, t });
      else context.onDisturbed(disturbed);
    },
  });

  const close = (): Promise<void> => {
    isClosing = true;
    context.signal?.removeEventListener('abort', close);
    return child.end();
  };
  context.signal?.addEventListener('abort', close);
  if (context.signal?.aborted) {
    await close();
    context.signal.throwIfAborted();
  }

  return {
    close,
    signal: child.signal,
    get log() {
      return log.lines;
    },
  };
}
