import type { Clock } from '../base/clock.ts';
import { createRandom, type Random } from '../base/random.ts';
import type { ProcessAction } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { startConnectionFault } from './connection-fault.ts';
import type { ClientOf, Occasion } from './connection-selector.ts';
import { createFaultTeller } from './fault-teller.ts';
import { startFlowFault } from './flow-fault.ts';
import type { Link } from './link.ts';
import { startListenerFault } from './listener-fault.ts';
import { startProcessFault } from './process-fault.ts';
import type { FaultEvent } from './proxy-event.ts';

/** What an active fault needs of the proxy. */
export interface ActiveFaultHost {
  readonly clock: Clock;
  readonly seed: number;
  readonly links: () => Iterable<Link>;
  readonly clientOf: ClientOf;
  readonly onEvent: (event: FaultEvent) => void;
  readonly closeListener: () => void;
  readonly openListener: (done: () => void) => void;
  /** Does it to a program that wschaos started. */
  readonly onProcess: (action: ProcessAction, done: () => void) => void;
}

/** One fault while it is active: its instances on what it touches. */
export interface ActiveFault {
  readonly plan: FaultPlan;
  /** Takes effect on what is there. */
  begin(): void;
  touch(link: Link, occasion: Occasion): void;
  /** The 101 was forwarded. */
  opened(link: Link): void;
  /** True when the fault did something about the request. */
  answerUpgrade(link: Link, request: UpgradeRequest): boolean;
  forget(link: Link): void;
  /** `announce` is called when a new connection meets the fault no more. */
  lift(announce: () => void): void;
}

/** What one activation of a fault draws its numbers from. */
export type FaultStream = (...path: readonly (string | number)[]) => Random;

/**
 * `activation`: the how manieth of this fault, from 1; each draws numbers of its own. `onSpent` is called when a fault with a
 * `count` has touched as many.
 */
export function startFault(
  plan: FaultPlan,
  activation: number,
  host: ActiveFaultHost,
  onSpent: () => void,
): ActiveFault {
  const { definition } = plan;
  const stream: FaultStream = (...path) => createRandom(host.seed, 'fault', plan.id, activation, ...path);
  const teller = createFaultTeller(plan, host, onSpent);
  switch (definition.appliesTo) {
    case 'listener':
      return startListenerFault(plan, definition, { host, stream, teller });
    case 'connection':
      return startConnectionFault(plan, definition, { host, stream, teller });
    case 'flow':
      return startFlowFault(plan, definition, { host, stream, teller });
    case 'process':
      return startProcessFault(plan, definition, { host, stream, teller });
  }
}
