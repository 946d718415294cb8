import type { Clock, Instant } from '../base/clock.ts';
import type { BuiltinTargetSpec, TargetSpec } from '../scenario/scenario-case.ts';
import { startServer } from '../server/start-server.ts';
import { startCommandTarget } from './command-target.ts';
import { probeTarget } from './probe-target.ts';
import type { ForeignTargetOptions, RunningTarget } from './running-target.ts';

/** Who counts the numbered messages of a built-in server; `t` is there when it was not just now. */
export interface MessageCounters {
  /** The server handed a message to a client's connection. */
  readonly onSent: (stream: string, sequence: number, t?: Instant) => void;
  /** A client's message arrived. */
  readonly onDelivered: (stream: string, sequence: number, t?: Instant) => void;
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

/**
 * Makes sure that a server that is not ours is there, and starts it where it is a command; it serves a whole case.
 * @throws {WschaosError} `target.unreachable`, `target.occupied`, `target.not-found`, `target.exited`, `target.invalid`; what the
 *   signal was aborted with
 */
export async function startForeignTarget(
  spec: Exclude<TargetSpec, { kind: 'builtin' }>,
  options: ForeignTargetOptions,
): Promise<RunningTarget> {
  if (spec.kind === 'command') return startCommandTarget(spec, options);
  await probeTarget(spec.url, spec.rejectUnauthorized, options);
  const { url, headers, rejectUnauthorized } = spec;
  return { url, headers, rejectUnauthorized, ended: lasting(), close: async () => {} };
}
