import { type FaultPlan, touchesNewConnections } from '../faults/fault-plan.ts';
import type { FaultSummary } from '../result/observation.ts';

/** What metrics and timelines need to know of a fault. */
export function summariseFault(plan: FaultPlan): FaultSummary {
  const { id, definition, options, lifetime, benign, direction, probability } = plan;
  return {
    id,
    type: definition.type,
    explanation: definition.explain(options),
    lasting: lifetime.kind !== 'instant',
    touchesNew: touchesNewConnections(plan),
    unbinds: definition.appliesTo === 'listener',
    benign,
    picksFrames: definition.appliesTo === 'flow' && definition.layer === 'frames',
    // What is hit only now and then lets a sign of life through.
    sign: probability < 1 ? 'none' : definition.sign(options, direction),
    reachesClient: direction !== 'to-server',
  };
}
