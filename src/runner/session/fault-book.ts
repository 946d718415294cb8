import type { Instant } from '../../base/clock.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { FaultEntry } from '../parse-fault-entries.ts';
import type { Episode } from './create-episodes.ts';

/** A fault that was thrown in, over or not. */
export interface ThrownFault {
  /** From 1, in the order in which they were thrown in. */
  readonly number: number;
  readonly id: string;
  readonly plan: FaultPlan;
  /** As it was given, or as it stands in its scenario file. */
  readonly entry: FaultEntry;
  readonly episode: Episode;
  readonly thrownAt: Instant;
  /** Instants of the first start and the last end. */
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
  /** Since when it is active; `undefined` while it is not. */
  readonly activeSince: Instant | undefined;
  readonly isOver: boolean;
  /** It was ended by hand, not by itself. */
  readonly isLifted: boolean;
  /** On how many connections it took effect. */
  readonly connections: number;
}

type Changing = { -readonly [Key in keyof ThrownFault]: ThrownFault[Key] };

/** Remembers the faults that were thrown in. */
export interface FaultBook {
  add(fault: Pick<ThrownFault, 'plan' | 'entry' | 'episode' | 'thrownAt'>): ThrownFault;
  /** Those that are there from the beginning count from now. */
  begin(t: Instant): void;
  onProxyEvent(event: ProxyEvent): void;
  /** It is ended by hand. */
  lift(id: string, t: Instant): void;
  /** The one with this id that is not over. */
  find(id: string): ThrownFault | undefined;
  /** Those that are not over, and of the others the newest, in the order in which they were thrown in. */
  readonly all: readonly ThrownFault[];
}

/** Faults that are over are forgotten beyond so many, the oldest first. */
const maxOver = 200;

export function createFaultBook(): FaultBook {
  let all: Changing[] = [];
  /** Of those whose end the proxy has not told yet. */
  const unended = new Set<Changing>();
  let count = 0;

  const forgetOldest = (): void => {
    let surplus = all.filter(({ isOver }) => isOver).length - maxOver;
    if (surplus > 0) all = all.filter(({ isOver }) => !isOver || surplus-- <= 0);
  };

  const find = (id: string): Changing | undefined => all.find((one) => one.id === id && !one.isOver);

  const finish = (fault: Changing, t: Instant): void => {
    fault.endedAt = t;
    fault.activeSince = undefined;
    unended.delete(fault);
    if (!mayStartAgain(fault.plan) || fault.isLifted) fault.isOver = true;
  };

  return {
    add({ plan, ...rest }) {
      const fault: Changing = {
        ...{ number: ++count, id: plan.id, plan, ...rest },
        ...{ startedAt: undefined, endedAt: undefined, activeSince: undefined },
        ...{ isOver: false, isLifted: false, connections: 0 },
      };
      all.push(fault);
      forgetOldest();
      return fault;
    },
    begin(t) {
      for (const fault of all) fault.thrownAt = t;
    },
    onProxyEvent(event) {
      if (event.kind === 'fault-start') {
        const fault = find(event.fault);
        if (fault === undefined) return;
        fault.startedAt ??= event.t;
        fault.activeSince = event.t;
        if (fault.plan.lifetime.kind === 'instant') finish(fault, event.t);
        else unended.add(fault);
      } else if (event.kind === 'fault-end') {
        // The oldest: one that is lifted may take a while, and another with its id be thrown in meanwhile.
        const fault = [...unended].find(({ id }) => id === event.fault);
        if (fault !== undefined) finish(fault, event.t);
      } else if (event.kind === 'injected' && event.connection !== undefined) {
        const fault = all.findLast(({ id }) => id === event.fault);
        if (fault !== undefined) fault.connections++;
      }
    },
    lift(id, t) {
      const fault = find(id);
      if (fault === undefined) return;
      fault.isLifted = true;
      fault.isOver = true;
      fault.activeSince = undefined;
      fault.endedAt = t;
    },
    find,
    get all() {
      return all;
    },
  };
}

function mayStartAgain({ start }: FaultPlan): boolean {
  return start.kind === 'when' && start.trigger.every !== undefined;
}
