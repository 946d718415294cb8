import type { Clock, Instant } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { ProcessAction } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ClientOf, Occasion } from './connection-selector.ts';
import type { Link } from './link.ts';
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
  /** Takes effect on what is there; `t` is the instant just before, from which on nothing passes it unmet. */
  begin(t: Instant): void;
  /** `t`: when the connection, or its request, came. */
  touch(link: Link, occasion: Occasion, t: Instant): void;
  /** The 101 was forwarded. */
  opened(link: Link): void;
  /** True when the fault did something about the request, which came at `t`. */
  answerUpgrade(link: Link, request: UpgradeRequest, t: Instant): boolean;
  forget(link: Link): void;
  /**
   * `announce` is called with the instant from which on a new connection meets the fault no more: that is `t`, unless something
   * has to be undone first.
   */
  lift(t: Instant, announce: (t: Instant) => void): void;
  /** The proxy is gone: nothing is done any more, and nothing is left to be woken. */
  dispose(): void;
}

/** What one activation of a fault draws its numbers from. */
export type FaultStream = (...path: readonly (string | number)[]) => Random;
