import type { FrameHeader, FrameSpec } from '../wire/frame.ts';

/**
 * What encodes to a frame with this header: the same bits and the same masking key. With a payload as long as the frame's
 * own also the same form of the length, so that an unchanged payload gives the bytes as they came.
 */
export function copyFrame(header: FrameHeader, payload: Uint8Array): FrameSpec {
  const { fin, rsv1, rsv2, rsv3, opcode, maskKey } = header;
  return {
    ...{ fin, rsv1, rsv2, rsv3, opcode, payload },
    ...(maskKey === undefined ? {} : { maskKey }),
    ...(payload.length === header.payloadLength ? { lengthBits: lengthBitsOf(header) } : {}),
  };
}

function lengthBitsOf({ headerLength, maskKey }: FrameHeader): 7 | 16 | 64 {
  const lengthBytes = headerLength - 2 - (maskKey === undefined ? 0 : 4);
  if (lengthBytes === 0) return 7;
  return lengthBytes === 2 ? 16 : 64;
}
