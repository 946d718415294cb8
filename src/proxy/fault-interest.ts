import type { FaultScope } from '../faults/define-fault.ts';
import type { EventTrigger, FaultPlan } from '../faults/fault-plan.ts';
import { matcherNeedsPayload } from '../faults/frame-matcher.ts';
import { isFrameEvent } from './trigger.ts';

/** What the faults that wait and those that are active want to see. */
export interface FaultInterest {
  /** One that is active may answer upgrades. */
  readonly mayAnswer: boolean;
  /** One that is active may change the server's 101. */
  readonly changesAnswers: boolean;
  /** One waits for an event, to start or to end. */
  readonly awaitsSignals: boolean;
  /** One waits for a frame, to start or to end. */
  readonly watchesFrames: boolean;
  /** One looks into messages. */
  readonly inspectsData: boolean;
}

export const noInterest: FaultInterest = {
  mayAnswer: false,
  changesAnswers: false,
  awaitsSignals: false,
  watchesFrames: false,
  inspectsData: false,
};

export function findInterest(waiting: readonly FaultPlan[], active: readonly FaultPlan[]): FaultInterest {
  const triggers: EventTrigger[] = [
    ...waiting.flatMap(({ start }) => (start.kind === 'when' ? [start.trigger] : [])),
    ...[...waiting, ...active].flatMap(({ lifetime }) => (lifetime.kind === 'until' ? [lifetime.trigger] : [])),
  ];
  return {
    mayAnswer: actsOnHandshakes(active, 'connection'),
    changesAnswers: actsOnHandshakes(active, 'flow'),
    awaitsSignals: triggers.length > 0,
    watchesFrames: triggers.some(({ event }) => isFrameEvent(event)),
    inspectsData: triggers.some(({ match }) => match !== undefined && matcherNeedsPayload(match)),
  };
}

function actsOnHandshakes(plans: readonly FaultPlan[], scope: FaultScope): boolean {
  return plans.some(({ definition }) => definition.layer === 'handshake' && definition.appliesTo === scope);
}

/** True when what starts or ends the fault depends on what stands in a message. */
export function looksIntoMessages({ start, lifetime }: FaultPlan): boolean {
  return [start, lifetime].some(
    (part) => 'trigger' in part && part.trigger.match !== undefined && matcherNeedsPayload(part.trigger.match),
  );
}
