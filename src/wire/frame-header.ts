import type { FrameHeader } from './frame.ts';

/** The longest header: two bytes, a 64-bit length and a masking key (RFC 6455 §5.2). */
export const maxHeaderLength = 14;

/**
 * Decodes the frame header that begins at `at`, legal or not; `undefined` when it does not stand complete before `end`.
 * The masking key is a copy, so the header keeps no chunk alive.
 */
export function decodeFrameHeader(bytes: Uint8Array, at: number, end: number): FrameHeader | undefined {
  if (end - at < 2) return undefined;
  const first = bytes[at] as number;
  const second = bytes[at + 1] as number;
  const masked = second >= 0x80;
  const shortLength = second & 0x7f;
  const lengthBytes = shortLength < 126 ? 0 : shortLength === 126 ? 2 : 8;
  const headerLength = 2 + lengthBytes + (masked ? 4 : 0);
  if (end - at < headerLength) return undefined;
  return {
    fin: first >= 0x80,
    rsv1: (first & 0x40) !== 0,
    rsv2: (first & 0x20) !== 0,
    rsv3: (first & 0x10) !== 0,
    opcode: first & 0x0f,
    maskKey: masked ? copyMaskKey(bytes, at + headerLength - 4) : undefined,
    payloadLength: lengthBytes === 0 ? shortLength : decodeBigEndian(bytes, at + 2, lengthBytes),
    headerLength,
  };
}

/** Not `slice`, which gives a view when the bytes are a Node buffer. */
function copyMaskKey(bytes: Uint8Array, at: number): Uint8Array {
  const key = new Uint8Array(4);
  key[0] = bytes[at] as number;
  key[1] = bytes[at + 1] as number;
  key[2] = bytes[at + 2] as number;
  key[3] = bytes[at + 3] as number;
  return key;
}

/** Exact up to 2^53, to 53 significant bits above. */
function decodeBigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index++) value = value * 256 + (bytes[index] as number);
  return value;
}
