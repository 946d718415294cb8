import { once } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';
import { dialTarget, parseTarget } from '../proxy/target.ts';
import type { TargetSpec } from '../scenario/scenario-case.ts';
import { startServer } from '../server/start-server.ts';
import { type GroupedProcess, startGroupedProcess } from './subject/grouped-process.ts';
import type { ProcessGuard } from './subject/process-guard.ts';

/** A server to put the proxy in front of. */
export interface RunningTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rejectUnauthorized: boolean;
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
  spec: Extract<TargetSpec, { kind: 'builtin' }>,
  clock: Clock,
  counters: MessageCounters,
): Promise<RunningTarget> {
  const server = await startServer({ kind: spec.server, intervalMs: spec.intervalMs, clock, ...counters });
  return { url: server.url, headers: {}, rejectUnauthorized: true, close: server.close };
}

/** How long a command gets until it accepts connections. */
const startLimitMs = 30_000;
const probeEveryMs = 50;
const dialLimitMs = 5_000;

/**
 * Makes sure that a server that is not ours is there, and starts it where it is a command; it serves a whole case.
 * @throws {WschaosError} `target.unreachable`, `target.not-found`, `target.exited`, `target.invalid`
 */
export async function startForeignTarget(
  spec: Exclude<TargetSpec, { kind: 'builtin' }>,
  clock: Clock,
  guard: ProcessGuard,
): Promise<RunningTarget> {
  if (spec.kind === 'url') {
    await probe(spec.url, spec.rejectUnauthorized, clock);
    const { url, headers, rejectUnauthorized } = spec;
    return { url, headers, rejectUnauthorized, close: async () => {} };
  }
  const started = await startCommand(spec, clock, guard);
  return { url: spec.url, headers: {}, rejectUnauthorized: true, close: () => started.end() };
}

async function startCommand(
  spec: Extract<TargetSpec, { kind: 'command' }>,
  clock: Clock,
  guard: ProcessGuard,
): Promise<GroupedProcess> {
  let output = '';
  let onOutput = (): void => {};
  let ended = false;
  const process = await startGroupedProcess({
    role: 'target',
    command: spec.command,
    cwd: spec.cwd,
    env: {},
    clock,
    guard,
    onOutput: (_stream, chunk) => {
      output = (output + chunk.toString()).slice(-16_384);
      onOutput();
    },
    onEnd: () => {
      ended = true;
      onOutput();
    },
  });
  const deadline = clock.now() + startLimitMs;
  try {
    while (!(await isUp(spec, output, clock))) {
      if (ended) throw exited(spec, output);
      if (clock.now() > deadline) throw neverUp(spec);
      await new Promise<void>((resolve) => {
        const cancel = clock.schedule(clock.now() + probeEveryMs, resolve);
        onOutput = () => {
          cancel();
          resolve();
        };
      });
    }
  } catch (error) {
    await process.end();
    throw error;
  }
  return process;
}

async function isUp(
  { ready, url }: { ready: string | undefined; url: string },
  output: string,
  clock: Clock,
): Promise<boolean> {
  if (ready !== undefined) return output.includes(ready);
  return probe(url, false, clock).then(
    () => true,
    () => false,
  );
}

/** Connects once and hangs up. */
async function probe(url: string, rejectUnauthorized: boolean, clock: Clock): Promise<void> {
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
    await Promise.race([once(socket, readyEvent), failed, late]);
  } catch (error) {
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

function exited({ command }: { readonly command: readonly string[] }, output: string): WschaosError {
  const last = output.trim().split('\n').at(-1) ?? '';
  return new WschaosError(
    'target.exited',
    `target command ${command.join(' ')} ended before it was up${last === '' ? '' : `: ${last}`}`,
  );
}

function neverUp({ command, url, ready }: Extract<TargetSpec, { kind: 'command' }>): WschaosError {
  const awaited = ready === undefined ? `accept connections at ${url}` : `print "${ready}"`;
  return new WschaosError(
    'target.unreachable',
    `target command ${command.join(' ')} did not ${awaited} within ${startLimitMs / 1000} s`,
  );
}
