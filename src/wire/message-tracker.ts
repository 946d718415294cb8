import { type FrameHeader, isControl, opcodes } from './frame.ts';
import type { ViolationRule } from './violation.ts';

/** Where a frame stands in its message (RFC 6455 §5.4). */
export interface MessagePlace {
  /** For a continuation the opcode of the message's first frame, else the frame's own. */
  readonly messageOpcode: number;
  /** False only for the continuations of a message. */
  readonly startsMessage: boolean;
  /** True for the last or only frame of a message, and for every control frame. */
  readonly endsMessage: boolean;
  /** `orphan-continuation` or `message-interrupted`. */
  readonly violation: ViolationRule | undefined;
}

/** Follows the messages of one direction. */
export interface MessageTracker {
  /** Takes the header of every frame, in order. */
  track(header: FrameHeader): MessagePlace;
  /** True between the first and the last frame of a message: only control frames may come in between. */
  readonly inMessage: boolean;
}

export function createMessageTracker(): MessageTracker {
  let messageOpcode: number | undefined;
  return {
    track({ opcode, fin }) {
      // Control frames may stand between the fragments of a message and cannot be fragments themselves (§5.5).
      if (isControl(opcode)) return place(opcode, true, true, undefined);
      if (opcode === opcodes.continuation) {
        // It continues nothing, so nothing is known of it: it stands for itself.
        if (messageOpcode === undefined) return place(opcode, true, fin, 'orphan-continuation');
        const continued = place(messageOpcode, false, fin, undefined);
        if (fin) messageOpcode = undefined;
        return continued;
      }
      const interrupts = messageOpcode !== undefined;
      messageOpcode = fin ? undefined : opcode;
      return place(opcode, true, fin, interrupts ? 'message-interrupted' : undefined);
    },
    get inMessage() {
      return messageOpcode !== undefined;
    },
  };
}

function place(
  messageOpcode: number,
  startsMessage: boolean,
  endsMessage: boolean,
  violation: ViolationRule | undefined,
): MessagePlace {
  return { messageOpcode, startsMessage, endsMessage, violation };
}
