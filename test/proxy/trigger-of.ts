import type { EventTrigger, TriggerEvent } from '../../src/faults/fault-plan.ts';

/** A trigger with nothing but its event, unless told otherwise. */
export function triggerOf(event: TriggerEvent, given: Partial<EventTrigger> = {}): EventTrigger {
  return {
    event,
    nth: undefined,
    every: undefined,
    match: undefined,
    direction: undefined,
    connection: undefined,
    fault: undefined,
    delayMs: 0,
    ...given,
  };
}

/** The start of a fault that waits for an event. */
export function whenever(
  event: TriggerEvent,
  given: Partial<EventTrigger> = {},
): { readonly kind: 'when'; readonly trigger: EventTrigger } {
  return { kind: 'when', trigger: triggerOf(event, given) };
}
