import { once } from 'node:events';
import { env } from 'node:process';
import type { Clock } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import { WschaosError } from '../base/error.ts';
import { dialTarget, parseTarget } from '../proxy/target.ts';
import type { BuiltinTargetSpec, TargetSpec } from '../scenario/scenario-case.ts';
import { startServer } from '../server/start-server.ts';
import { startGroupedProcess } from './subject/grouped-process.ts';
import type { ProcessGuard } from './subject/process-guard.ts';

/** A server to put the proxy in front of. */
export interface RunningTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rejectUnauthorized: boolean;
  /** Aborted when the server ends by itself; the reason is the sentence that says so. */
  readonly ended: AbortSignal;
  close(): Promise<void>;
}

/** Who counts the numbered messages of a built-in server. */
export interface MessageCounters {
  /** The server handed a message to a client's connection. */
  readonly onSent: (stream: string, sequence: number) => void;
  /** A client's message arrived. */
  readonly onDelivered: (stream: string, sequence: number) => void;
}

/** Starts a built-in server; it belongs to one iteration, so that nothing is left over from another. */
export async function startBuiltinTarget(
  spec: BuiltinTargetSpec,
  clock: Clock,
  counters: MessageCounters,
): Promise<RunningTarget> {
  const { kind: _, server: kind, ...options } = spec;
  const server = await startServer({ kind, ...options, clock, ...counters });
  return { url: server.url, headers: {}, rejectUnauthorized: true, ended: lasting(), close: server.close };
}

/** Of a server whose end by itself nobody sees. */
const lasting = (): AbortSignal => new AbortController().signal;

export interface ForeignTargetOptions {
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  /** Gives up a start that has not come to an end. */
  readonly signal: AbortSignal;
  /** How long a command gets until it accepts connections. Default 30,000. */
  readonly startLimitMs?: number;
}

type CommandSpec = Extract<TargetSpec, { kind: 'command' }>;

const defaultStartLimitMs = 30_000;
const probeEveryMs = 50;
/** How much of a command's output is looked through for its sign of being up. */
const maxOutputLength = 16_384;
const dialLimitMs = 5_000;

/**
 * Makes sure that a server that is not ours is there, and starts it where it is a command; it serves a whole case.
 * @throws {WschaosError} `target.unreachable`, `target.not-found`, `target.exited`, `target.invalid`; what the signal was
 *   aborted with
 */
export async function startForeignTarget(
  spec: Exclude<TargetSpec, { kind: 'builtin' }>,
  options: ForeignTargetOptions,
): Promise<RunningTarget> {
  if (spec.kind === 'command') return startCommand(spec, options);
  await probe(spec.url, spec.rejectUnauthorized, options);
  const { url, headers, rejectUnauthorized } = spec;
  return { url, headers, rejectUnauthorized, ended: lasting(), close: async () => {} };
}

async function startCommand(spec: CommandSpec, options: ForeignTargetOptions): Promise<RunningTarget> {
  const { clock, guard, signal, startLimitMs = defaultStartLimitMs } = options;
  signal.throwIfAborted();
  const deadline = clock.now() + startLimitMs;
  const ended = new AbortController();
  let output = '';
  let wake = (): void => {};
  const process = await startGroupedProcess({
    role: 'target',
    command: spec.command,
    cwd: spec.cwd,
    env,
    clock,
    guard,
    onOutput: (_stream, chunk) => {
      output = (output + chunk.toString()).slice(-maxOutputLength);
      wake();
    },
    onEnd: ({ code, signal: killedBy }) => {
      ended.abort(describeEnd(spec, code, killedBy, output));
      wake();
    },
  });
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      wake = () => {
        cancel();
        resolve();
      };
      const cancel = clock.schedule(clock.now() + probeEveryMs, resolve);
    });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!(await isUp(spec, output, options))) {
      signal.throwIfAborted();
      if (ended.signal.aborted) throw new WschaosError('target.exited', `${ended.signal.reason}, before it was up`);
      if (clock.now() > deadline) throw neverUp(spec, startLimitMs);
      await pause();
    }
  } catch (error) {
    await process.end();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    wake = () => {};
  }
  // It is a program of the user's own, so its certificate need not be anybody's.
  return { url: spec.url, headers: {}, rejectUnauthorized: false, ended: ended.signal, close: process.end };
}

async function isUp({ ready, url }: CommandSpec, output: string, options: ForeignTargetOptions): Promise<boolean> {
  if (ready !== undefined) return output.includes(ready);
  return probe(url, false, options).then(
    () => true,
    () => false,
  );
}

/** Connects once and hangs up. */
async function probe(url: string, rejectUnauthorized: boolean, { clock, signal }: ForeignTargetOptions): Promise<void> {
  signal.throwIfAborted();
  const { socket, raw, readyEvent } = dialTarget(parseTarget(url), { rejectUnauthorized });
  const failed = new Promise<never>((_resolve, reject) => {
    socket.on('error', reject);
    raw.on('error', reject);
  });
  let cancel = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.schedule(clock.now() + dialLimitMs, () =>
      reject(new Error(`no answer within ${dialLimitMs / 1000} s`)),
    );
  });
  try {
    await Promise.race([once(socket, readyEvent, { signal }), failed, late]);
  } catch (error) {
    signal.throwIfAborted();
    const { message, code } = error as NodeJS.ErrnoException;
    throw new WschaosError('target.unreachable', `target ${url} is not reachable: ${message || code}`, {
      hint: 'Start the server first, or name another with --target.',
      cause: error,
    });
  } finally {
    cancel();
    raw.destroy();
  }
}

function describeEnd({ command }: CommandSpec, code: number | null, killedBy: string | null, output: string): string {
  const how = killedBy === null ? `ended with code ${code ?? 'unknown'}` : `was killed by ${killedBy}`;
  const last = output.trim().split('\n').at(-1)?.trim() ?? '';
  return `target command ${command.join(' ')} ${how}${last === '' ? '' : ` (${last})`}`;
}

function neverUp({ command, url, ready }: CommandSpec, limitMs: number): WschaosError {
  const awaited = ready === undefined ? `accept connections at ${url}` : `print "${ready}"`;
  return new WschaosError(
    'target.unreachable',
    `target command ${command.join(' ')} did not ${awaited} within ${formatDuration(limitMs)}`,
  );
}
