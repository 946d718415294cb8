import type { Instant } from '../base/clock.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFaultHost, FaultStream } from './active-fault.ts';
import type { Link } from './link.ts';
import type { FaultEvent } from './proxy-event.ts';

/** Tells what a fault does, each thing once a connection, and counts what it has touched. */
export interface FaultTeller {
  /**
   * The fault took effect; without a link: on the port or a program. `t` is the instant before the deed, where there is one:
   * who answers it must not seem to have come first, whenever this process gets to read the clock again.
   */
  injected(link: Link | undefined, t?: Instant): void;
  /** It has changed a first byte, frame or request. */
  affected(link: Link): void;
  /** One more of what `count` counts; `t`: when it came, where that is known. */
  countTouch(t?: Instant): void;
  /** All that the fault does is done, though nothing has counted it. */
  over(): void;
  forget(link: Link): void;
}

/** What every kind of active fault is made with. */
export interface FaultSetting {
  readonly host: ActiveFaultHost;
  readonly stream: FaultStream;
  readonly teller: FaultTeller;
}

/** `onSpent` is called when a fault with a `count` has touched as many, with when the last came, or is over by itself. */
export function createFaultTeller(
  { id, lifetime }: FaultPlan,
  { clock, onEvent }: Pick<ActiveFaultHost, 'clock' | 'onEvent'>,
  onSpent: (t?: Instant) => void,
): FaultTeller {
  const injected = new Set<Link | undefined>();
  const affected = new Set<Link>();
  let touches = 0;

  const tell = (kind: FaultEvent['kind'], link: Link | undefined, t = clock.now()): void =>
    onEvent({ kind, fault: id, connection: link?.id, t });

  return {
    injected(link, t) {
      if (injected.has(link)) return;
      injected.add(link);
      tell('injected', link, t);
    },
    affected(link) {
      if (affected.has(link)) return;
      affected.add(link);
      tell('affected', link);
    },
    countTouch(t) {
      touches++;
      if (lifetime.kind === 'count' && touches === lifetime.count) onSpent(t);
    },
    over: () => onSpent(),
    forget(link) {
      injected.delete(link);
      affected.delete(link);
    },
  };
}
