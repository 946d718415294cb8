import type { FrameHeader } from './frame.ts';

/** The longest header: two bytes, a 64-bit length and a masking key (RFC 6455 §5.2). */
export const maxHeaderLength = 14;

/**
 * Decodes the frame header that begins at `at`, legal or not; `undefined` when it does not stand complete before `end`.
 * The header keeps nothing of the chunk alive.
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
  const key = masked ? decodeBigEndian(bytes, at + headerLength - 4, 4) | 0 : undefined;
  const payloadLength = lengthBytes === 0 ? shortLength : decodeBigEndian(bytes, at + 2, lengthBytes);
  return new DecodedHeader(first, key, payloadLength, headerLength);
}

/** A class, which keeps the masking key in a number: every frame of a client has one, and hardly anybody asks for it. */
class DecodedHeader implements FrameHeader {
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: number;
  readonly payloadLength: number;
  readonly headerLength: number;
  readonly #key: number | undefined;

  constructor(first: number, key: number | undefined, payloadLength: number, headerLength: number) {
    this.fin = first >= 0x80;
    this.rsv1 = (first & 0x40) !== 0;
    this.rsv2 = (first & 0x20) !== 0;
    this.rsv3 = (first & 0x10) !== 0;
    this.opcode = first & 0x0f;
    this.#key = key;
    this.payloadLength = payloadLength;
    this.headerLength = headerLength;
  }

  get maskKey(): Uint8Array | undefined {
    const key = this.#key;
    return key === undefined ? undefined : Uint8Array.of(key >>> 24, key >>> 16, key >>> 8, key);
  }
}

/** Exact up to 2^53, to 53 significant bits above. */
function decodeBigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index++) value = value * 256 + (bytes[index] as number);
  return value;
}
