/** Which way bytes travel through the proxy. */
export type Direction = 'to-client' | 'to-server';

/** The opcodes of RFC 6455 §5.2 by name. */
export const opcodes = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** A frame's header as it came, legal or not (RFC 6455 §5.2). */
export interface FrameHeader {
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  /** 0 … 15, also the reserved ones. */
  readonly opcode: number;
  /** The four bytes of the masking key; `undefined` for an unmasked frame. */
  readonly maskKey: Uint8Array | undefined;
  /** Bytes; a 64-bit length above 2^53 loses its last digits, which no real frame has. */
  readonly payloadLength: number;
  /** 2 … 14 bytes. */
  readonly headerLength: number;
}

/**
 * The part of one frame that stands in one chunk. The spans of a chunk follow one another without a gap; bytes behind the
 * last one are the beginning of a header that is not complete yet.
 */
export interface FrameSpan {
  /** The same object in every span of one frame. */
  readonly frame: FrameHeader;
  /** True when the header was completed in this chunk, so this is the first span of its frame. */
  readonly starts: boolean;
  /** True when the frame's last byte stands in this chunk. */
  readonly ends: boolean;
  /** Where the span begins in the chunk; 0 when the frame, or its header, began in an earlier chunk. */
  readonly start: number;
  /** Where the payload begins in the chunk. */
  readonly payloadStart: number;
  /** Offset of this span's first payload byte within the frame's payload. */
  readonly payloadOffset: number;
  /** Past its last byte in the chunk. */
  readonly end: number;
  /** Header bytes that stood at the end of earlier chunks; `undefined` when there were none. */
  readonly carried: Uint8Array | undefined;
}

/** What the encoder needs; everything but `opcode` has a default, and illegal values are written as asked. */
export interface FrameSpec {
  readonly opcode: number;
  readonly payload?: Uint8Array;
  /** Default true. */
  readonly fin?: boolean;
  readonly rsv1?: boolean;
  readonly rsv2?: boolean;
  readonly rsv3?: boolean;
  /** Given: the payload is masked with these four bytes. */
  readonly maskKey?: Uint8Array;
  /** Claims another length than the payload has, for `huge-length` and truncated frames. */
  readonly claimedLength?: number;
  /** Writes the length in 7, 16 or 64 bits, also where a shorter form would do (illegal: RFC 6455 §5.2). */
  readonly lengthBits?: 7 | 16 | 64;
}

/** Control frames have the high bit of the opcode set (RFC 6455 §5.5). */
export function isControl(opcode: number): boolean {
  return opcode >= 0x8;
}
