import type { CheckContext } from './describe-issues.ts';
import { findPlace } from './located-node.ts';
import { problemAt } from './place.ts';
import type { ClientSpec, RepeatSpec, TrafficSpec } from './scenario-case.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

/** What the command line says in place of the file. */
export interface RepeatOverrides {
  readonly repeat?: number;
  /** Where neither the file nor `repeat` says how many; 10 without it. */
  readonly defaultRepeat?: number;
  readonly seed?: number;
  /** A number between 0 and 1 replays that one phase. */
  readonly phase?: RepeatSpec['phase'] | number;
}

/**
 * Whether there is a period to sweep. `default`: a reference client that keeps the built-in one; `hidden`: its beats are
 * messages among others that it sends.
 */
export type HeartbeatKind = 'given' | 'default' | 'hidden' | 'none';

const reasons = {
  none: 'needs a heartbeat, and the client has none; give client.heartbeat or "phase: none"',
  hidden:
    'needs heartbeats that can be told apart, and those of "mode: app" look like the messages of traffic.send; ' +
    'leave out one of the two, or give "phase: none"',
} as const;

/** Turns `repeat:` into its specification. A phase needs a heartbeat: only what is known to beat has a period to sweep. */
export function buildRepeat(
  entry: ScenarioEntries['repeat'],
  heartbeat: HeartbeatKind,
  overrides: RepeatOverrides,
  { root, report }: CheckContext,
): RepeatSpec {
  const given = typeof entry === 'number' ? { count: entry } : (entry ?? {});
  const {
    count = overrides.defaultRepeat ?? 10,
    warmup = 0,
    phase,
    seed,
    maxInvalid = 0.2,
  } = given as Exclude<typeof entry, number | undefined>;
  if (phase !== undefined && phase !== 'none' && (heartbeat === 'none' || heartbeat === 'hidden')) {
    report(problemAt(findPlace(root, ['repeat', 'phase']), `the phase "${phase}" ${reasons[heartbeat]}`));
  }
  const asked = typeof overrides.phase === 'string' ? overrides.phase : phase;
  return {
    count: overrides.repeat ?? count,
    warmup,
    phase: asked ?? (heartbeat === 'given' ? 'sweep' : 'none'),
    ...(typeof overrides.phase === 'number' ? { fixedPhase: overrides.phase } : {}),
    seed: overrides.seed ?? seed,
    maxInvalid,
  };
}

/** The heartbeat that the client is said to have, `isWritten` in the scenario or not, beside the messages of `traffic`. */
export function findHeartbeat(client: ClientSpec, isWritten: boolean, traffic: TrafficSpec): HeartbeatKind {
  if ('policy' in client) {
    const { mode } = client.policy.heartbeat;
    if (mode === 'none') return 'none';
    if (mode === 'app' && traffic.send !== undefined) return 'hidden';
    return isWritten ? 'given' : 'default';
  }
  return client.heartbeat === undefined || client.heartbeat.style === 'none' ? 'none' : 'given';
}
