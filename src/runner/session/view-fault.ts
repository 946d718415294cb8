import type { Instant } from '../../base/clock.ts';
import type { ThrownFault } from './fault-book.ts';
import type { Judgement } from './measurement-book.ts';
import type { FaultView, MeasurementView } from './views.ts';

/** What of a fault is told while it lasts. */
export function viewFault(fault: ThrownFault, now: Instant, origin: Instant): FaultView {
  const { id, plan, entry, thrownAt, startedAt, activeSince, connections } = fault;
  const { definition, options, lifetime } = plan;
  const endsAt = lifetime.kind === 'for' && activeSince !== undefined ? activeSince + lifetime.durationMs : undefined;
  return {
    ...{ id, type: definition.type, entry },
    // One that happens in an instant is told of as it happened.
    state: activeSince === undefined && (startedAt === undefined || !fault.isOver) ? 'waiting' : 'active',
    explanation: definition.explain(options),
    thrownAt: thrownAt - origin,
    startedAt: startedAt === undefined ? null : startedAt - origin,
    remainingMs: endsAt === undefined ? null : Math.max(0, endsAt - now),
    connections,
  };
}

/** What was measured of it. */
export function viewMeasurement(
  fault: ThrownFault,
  { observed, origin: countsFrom, isFinal }: Judgement,
  origin: Instant,
): MeasurementView {
  const { number, id, plan, entry, thrownAt, startedAt, endedAt } = fault;
  const { verdict, reason, cause, wireSign, source, marks, samples, unobservable, noise, timeline } = observed;
  return {
    ...{ number, fault: id, type: plan.definition.type, entry },
    explanation: plan.definition.explain(plan.options),
    thrownAt: thrownAt - origin,
    startedAt: startedAt === undefined ? null : startedAt - origin,
    endedAt: endedAt === undefined ? null : endedAt - origin,
    origin: countsFrom - origin,
    isFinal,
    ...{ verdict, ...(reason === undefined ? {} : { reason }), cause, wireSign, source, marks, samples },
    ...{ unobservable, noise, timeline },
  };
}
