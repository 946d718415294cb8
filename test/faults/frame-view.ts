import type { FrameView } from '../../src/faults/fault-hooks.ts';
import { isControl, opcodes } from '../../src/wire/frame.ts';

/** A frame as a fault sees it: an unmasked, whole text message unless told otherwise. */
export function frameView(
  given: {
    readonly opcode?: number;
    readonly messageOpcode?: number;
    readonly fin?: boolean;
    readonly text?: string;
    readonly payload?: Uint8Array | undefined;
    readonly size?: number;
  } = {},
): FrameView {
  const { opcode = opcodes.text, fin = true, text = '' } = given;
  const payload = 'payload' in given ? given.payload : new TextEncoder().encode(text);
  const payloadLength = given.size ?? payload?.length ?? 0;
  const continues = opcode === opcodes.continuation && given.messageOpcode !== undefined;
  return {
    header: { fin, rsv1: false, rsv2: false, rsv3: false, opcode, maskKey: undefined, payloadLength, headerLength: 2 },
    direction: 'to-client',
    messageOpcode: given.messageOpcode ?? opcode,
    startsMessage: !continues,
    endsMessage: fin || isControl(opcode),
    payload,
  };
}
