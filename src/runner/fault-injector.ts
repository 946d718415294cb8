import { WschaosError } from '../base/error.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { RunningProxy } from '../proxy/proxy.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { type FaultEntry, parseFaultEntries } from './parse-fault-entries.ts';

/** A fault that was thrown in. */
export interface InjectedFault {
  /** The entry's own, or one made of its type. */
  readonly id: string;
  /** Ends the fault, or keeps it from beginning; without effect when it is over. */
  lift(): void;
  [Symbol.dispose](): void;
}

export interface FaultInjectorOptions {
  readonly proxy: Pick<RunningProxy, 'arm' | 'lift' | 'liftAll'>;
  readonly target: string;
  /** The listener terminates TLS. */
  readonly hasTls: boolean;
  /** Faults that the proxy has from the beginning. */
  readonly armed: readonly FaultPlan[];
}

/** Throws faults into a running proxy and knows which of them are not over. */
export interface FaultInjector {
  onProxyEvent(event: ProxyEvent): void;
  /**
   * `onPlan` gets the fault before it can act.
   * @throws {WschaosError} `fault.invalid`, with every problem in the message; `proxy.closed`
   */
  inject(entry: FaultEntry, onPlan?: (plan: FaultPlan) => void): InjectedFault;
  /** The fault is active, or may still begin. */
  has(id: string): boolean;
  lift(id: string): void;
  clear(): void;
  /** From now on nothing is thrown in any more. */
  close(): void;
}

export function createFaultInjector({ proxy, target, hasTls, armed: first }: FaultInjectorOptions): FaultInjector {
  /** The ids of the faults that are not over. */
  const armed = new Map(first.map((plan) => [plan.id, plan]));
  let injected = 0;
  let isClosed = false;

  const nameFault = ({ id, fault }: FaultEntry): string => {
    if (id !== undefined) return id;
    do injected++;
    while (armed.has(`${fault}-${injected}`));
    return `${fault}-${injected}`;
  };

  const arm = (plan: FaultPlan): void => {
    armed.set(plan.id, plan);
    proxy.arm(plan);
  };

  const lift = (id: string): void => {
    proxy.lift(id);
    armed.delete(id);
  };

  return {
    onProxyEvent(event) {
      const isOver = event.kind === 'fault-end' || (event.kind === 'fault-start' && isSpent(armed.get(event.fault)));
      if (isOver) armed.delete(event.fault);
    },
    inject(entry, onPlan) {
      if (isClosed) throw new WschaosError('proxy.closed', 'the proxy is closed; no fault can act on it any more');
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
        const given = Array.isArray(entry) ? 'a list' : String(entry);
        throw new WschaosError('fault.invalid', `inject takes one fault such as { fault: "reset" }, not ${given}`);
      }
      const id = nameFault(entry);
      const plans = parseFaultEntries([{ ...entry, id }], target, { hasTls });
      if (armed.has(id)) throw new WschaosError('fault.invalid', `a fault with the id "${id}" is there already`);
      for (const plan of plans) {
        onPlan?.(plan);
        arm(plan);
      }
      const liftThis = (): void => lift(id);
      return { id, lift: liftThis, [Symbol.dispose]: liftThis };
    },
    has: (id) => armed.has(id),
    lift,
    clear() {
      proxy.liftAll();
      armed.clear();
    },
    close() {
      isClosed = true;
    },
  };
}

/** Once it has begun, nothing of it is left: no end is told of what takes no time. */
function isSpent(plan: FaultPlan | undefined): boolean {
  if (plan?.lifetime.kind !== 'instant') return false;
  return plan.start.kind === 'at' || plan.start.trigger.every === undefined;
}
