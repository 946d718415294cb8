import type { FrameSpec } from './frame.ts';
import { applyMask } from './mask.ts';

const noPayload = new Uint8Array(0);

/**
 * Encodes one frame (RFC 6455 §5.2), also an illegal one, exactly as the spec asks. Without `lengthBits` the length takes
 * its shortest form.
 *
 * @throws RangeError for what no bits can express: an opcode above 15, a masking key that is not four bytes long, a length
 * that is no whole number or does not fit in `lengthBits`.
 */
export function encodeFrame(spec: FrameSpec): Uint8Array {
  const { opcode, payload = noPayload, fin = true, rsv1 = false, rsv2 = false, rsv3 = false, maskKey } = spec;
  const length = spec.claimedLength ?? payload.length;
  const lengthBits = spec.lengthBits ?? shortestLengthBits(length);
  checkExpressible(opcode, maskKey, length, lengthBits);
  const lengthEnd = lengthBits === 7 ? 2 : lengthBits === 16 ? 4 : 10;
  const payloadStart = lengthEnd + (maskKey === undefined ? 0 : 4);
  const bytes = new Uint8Array(payloadStart + payload.length);
  bytes[0] = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | (rsv2 ? 0x20 : 0) | (rsv3 ? 0x10 : 0) | opcode;
  bytes[1] = (maskKey === undefined ? 0 : 0x80) | (lengthBits === 7 ? length : lengthBits === 16 ? 126 : 127);
  if (lengthBits !== 7) writeBigEndian(bytes, 2, lengthEnd, length);
  if (maskKey !== undefined) bytes.set(maskKey, lengthEnd);
  bytes.set(maskKey === undefined ? payload : applyMask(payload, maskKey), payloadStart);
  return bytes;
}

function shortestLengthBits(length: number): 7 | 16 | 64 {
  if (length <= 125) return 7;
  return length <= 0xffff ? 16 : 64;
}

function writeBigEndian(bytes: Uint8Array, start: number, end: number, value: number): void {
  let left = value;
  for (let at = end - 1; at >= start; at--) {
    bytes[at] = left % 256;
    left = Math.floor(left / 256);
  }
}

function checkExpressible(
  opcode: number,
  maskKey: Uint8Array | undefined,
  length: number,
  lengthBits: 7 | 16 | 64,
): void {
  if (!Number.isInteger(opcode) || opcode < 0 || opcode > 15) {
    throw new RangeError(`an opcode is a whole number from 0 to 15, not ${opcode}`);
  }
  if (maskKey !== undefined && maskKey.length !== 4) {
    throw new RangeError(`a masking key has 4 bytes, not ${maskKey.length}`);
  }
  if (!Number.isInteger(length) || length < 0) {
    throw new RangeError(`a payload length is a whole number of bytes, not ${length}`);
  }
  // 126 and 127 in the seven bits announce a longer form.
  const limit = lengthBits === 7 ? 126 : 2 ** lengthBits;
  if (length >= limit) throw new RangeError(`a payload length of ${length} bytes does not fit in ${lengthBits} bits`);
}
