import { realClock } from '../../runner/real-clock.ts';
import type { RunningTarget } from '../../runner/running-target.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import type { SessionRegistry } from '../../runner/session/session-registry.ts';
import { startBuiltinTarget, startForeignTarget } from '../../runner/start-target.ts';
import type { ProcessGuard } from '../../runner/subject/process-guard.ts';
import type { ScenarioCase, TargetSpec } from '../../scenario/scenario-case.ts';
import { readFaultFlags } from '../read-fault-flags.ts';
import type { PlannedProxy } from './planned-proxy.ts';

export interface StartOptions {
  readonly registry: SessionRegistry;
  readonly guard: ProcessGuard;
  readonly seed: number;
  /** Accept any certificate of a target's. */
  readonly isInsecure: boolean;
  /** The beginning of each payload can be looked at; compression is left out of the handshakes. */
  readonly keepsPayloads: boolean;
  /** Somebody reads of every frame: the API, or the user. */
  readonly tellsFrames: boolean;
  /** Gives up a start that has not come to an end. */
  readonly signal: AbortSignal;
}

/** A proxy that runs, and the server behind it. */
export interface StartedProxy {
  readonly session: ProxySession;
  readonly upstream: RunningTarget;
}

/**
 * Starts the server where it is ours, then its proxy.
 * @throws {WschaosError} what starting either throws; what the signal was aborted with
 */
export async function startPlanned(planned: PlannedProxy, options: StartOptions): Promise<StartedProxy> {
  const { name, target, listen, tls, faults, flags, scenario, enabled } = planned;
  const { registry, guard, seed, isInsecure, keepsPayloads, tellsFrames, signal } = options;
  const upstream = await startTarget(target, guard, signal);
  try {
    const hasTls = tls !== undefined;
    if (flags.length > 0) readFaultFlags(flags, upstream.url, { hasTls });
    const session = await registry.add({
      ...{ name, target: upstream.url, faults, enabled, seed, headers: upstream.headers, payloads: keepsPayloads },
      listen: { ...listen, ...(tls === undefined ? {} : { tls }) },
      rejectUnauthorized: isInsecure ? false : upstream.rejectUnauthorized,
      ...(scenario === undefined ? {} : { armed: armedBy(scenario), origin: 'first-open' }),
      ...(target.kind === 'builtin' ? { scenarioTarget: { builtin: target.server } } : {}),
      ...(tellsFrames ? {} : { log: { maxFrames: 0 } }),
      onProcess({ side, what }, done) {
        // The clients are not ours here.
        if (side === 'server') upstream.program?.perform(what, done);
      },
    });
    return { session, upstream };
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

function armedBy({ faults, faultEntries }: ScenarioCase) {
  return faultEntries.flatMap((entry, index) => faults.slice(index, index + 1).map((plan) => ({ plan, entry })));
}

/** A server that is not ours may be started later: it is not asked now. */
async function startTarget(target: TargetSpec, guard: ProcessGuard, signal: AbortSignal): Promise<RunningTarget> {
  switch (target.kind) {
    case 'builtin':
      return startBuiltinTarget(target, realClock, { onSent: () => {}, onDelivered: () => {} });
    case 'command':
      return startForeignTarget(target, { clock: realClock, guard, signal });
    case 'url':
      return { ...target, ended: new AbortController().signal, close: async () => {} };
  }
}
