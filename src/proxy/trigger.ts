import type { FrameView } from '../faults/fault-hooks.ts';
import type { EventTrigger, TriggerEvent } from '../faults/fault-plan.ts';
import { createFrameTest } from '../faults/frame-matcher.ts';
import type { Direction } from '../wire/frame.ts';
import { isControl, opcodes } from '../wire/frame.ts';

/** Something that happened, as a trigger sees it. */
export interface TriggerSignal {
  readonly event: TriggerEvent;
  readonly connection: number | undefined;
  readonly direction: Direction | undefined;
  readonly frame: FrameView | undefined;
  /** The id, of `fault-start` and `fault-end`. */
  readonly fault: string | undefined;
}

/** Counts the events that a trigger waits for; gives true each time that it fires. */
export function createTriggerTest(trigger: EventTrigger): (signal: TriggerSignal) => boolean {
  const frameTest = trigger.match === undefined ? undefined : createFrameTest(trigger.match);
  const direction = trigger.direction === 'both' ? undefined : trigger.direction;
  let seen = 0;
  return (signal) => {
    if (signal.event !== trigger.event) return false;
    if (trigger.fault !== undefined && signal.fault !== trigger.fault) return false;
    if (trigger.connection !== undefined && signal.connection !== trigger.connection) return false;
    if (direction !== undefined && signal.direction !== undefined && signal.direction !== direction) return false;
    if (frameTest !== undefined && (signal.frame === undefined || !frameTest(signal.frame))) return false;
    seen++;
    return trigger.every === undefined ? seen === (trigger.nth ?? 1) : seen % trigger.every === 0;
  };
}

/** The events that one complete frame is, in the order in which they are told. */
export function frameEvents(frame: FrameView): readonly TriggerEvent[] {
  switch (frame.header.opcode) {
    case opcodes.ping:
      return ['frame', 'ping'];
    case opcodes.pong:
      return ['frame', 'pong'];
    case opcodes.close:
      return ['frame', 'close'];
    default:
      return frame.endsMessage && !isControl(frame.header.opcode) ? ['frame', 'message'] : ['frame'];
  }
}

/** True for the events that frames are. */
export function isFrameEvent(event: TriggerEvent): boolean {
  return event === 'frame' || event === 'message' || event === 'ping' || event === 'pong' || event === 'close';
}
