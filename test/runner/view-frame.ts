import type { FrameView } from '../../src/faults/fault-hooks.ts';
import type { Direction } from '../../src/wire/frame.ts';

/** A whole frame as the proxy tells it; `more` for what is special about it. */
export function viewFrame(direction: Direction, opcode: number, more: Partial<FrameView> = {}): FrameView {
  return {
    header: {
      fin: more.endsMessage ?? true,
      rsv1: false,
      rsv2: false,
      rsv3: false,
      opcode,
      maskKey: direction === 'to-server' ? Uint8Array.of(1, 2, 3, 4) : undefined,
      payloadLength: more.payload?.length ?? 0,
      headerLength: direction === 'to-server' ? 6 : 2,
    },
    direction,
    messageOpcode: opcode,
    startsMessage: true,
    endsMessage: true,
    payload: undefined,
    ...more,
  };
}
