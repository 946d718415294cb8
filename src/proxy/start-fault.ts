import type { Instant } from '../base/clock.ts';
import { createRandom } from '../base/random.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFault, ActiveFaultHost, FaultStream } from './active-fault.ts';
import { startConnectionFault } from './connection-fault.ts';
import { createFaultTeller } from './fault-teller.ts';
import { startFlowFault } from './flow-fault.ts';
import { startListenerFault } from './listener-fault.ts';
import { startProcessFault } from './process-fault.ts';

/**
 * `activation`: the how manieth of this fault, from 1; each draws numbers of its own. `onSpent` is called when a fault with a
 * `count` has touched as many, with when the last came, or is over by itself.
 */
export function startFault(
  plan: FaultPlan,
  activation: number,
  host: ActiveFaultHost,
  onSpent: (t?: Instant) => void,
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
