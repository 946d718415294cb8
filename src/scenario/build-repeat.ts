import type { CheckContext } from './describe-issues.ts';
import { findPlace } from './located-node.ts';
import { problemAt } from './place.ts';
import type { ClientSpec, RepeatSpec } from './scenario-case.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

/** What the command line says in place of the file. */
export interface RepeatOverrides {
  readonly repeat?: number;
  readonly seed?: number;
  /** A number between 0 and 1 replays that one phase. */
  readonly phase?: RepeatSpec['phase'] | number;
}

/** Turns `repeat:` into its specification. A phase needs a heartbeat: only what is known to beat has a period to sweep. */
export function buildRepeat(
  entry: ScenarioEntries['repeat'],
  heartbeat: 'given' | 'default' | 'none',
  overrides: RepeatOverrides,
  { root, report }: CheckContext,
): RepeatSpec {
  const given = typeof entry === 'number' ? { count: entry } : (entry ?? {});
  const { count = 10, warmup = 0, phase, seed, maxInvalid = 0.2 } = given as Exclude<typeof entry, number | undefined>;
  if (phase !== undefined && phase !== 'none' && heartbeat === 'none') {
    const message = `the phase "${phase}" needs a heartbeat, and the client has none; give client.heartbeat or "phase: none"`;
    report(problemAt(findPlace(root, ['repeat', 'phase']), message));
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

/** Whether the client is said to have a heartbeat; `default` for a reference client that keeps the built-in one. */
export function findHeartbeat(client: ClientSpec, isWritten: boolean): 'given' | 'default' | 'none' {
  if (client.kind === 'reference') {
    if (client.policy.heartbeat.mode === 'none') return 'none';
    return isWritten ? 'given' : 'default';
  }
  return client.heartbeat === undefined || client.heartbeat.style === 'none' ? 'none' : 'given';
}
