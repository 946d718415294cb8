import { encodeFrame } from '../../src/wire/frame-encoder.ts';

/** The mask is zero, so that a relay's watcher can read what stands in a message on its way to the server. */
const headerBytes = 6;
export const numberedMessageBytes = headerBytes + 16;

/** A message with a number and the instant at which it is sent, for measuring how long it is on its way. */
export function encodeNumbered(number: number, sentAtMs: number): Buffer {
  const payload = Buffer.alloc(16);
  payload.writeDoubleBE(number);
  payload.writeDoubleBE(sentAtMs, 8);
  return Buffer.from(encodeFrame({ opcode: 2, payload, maskKey: new Uint8Array(4) }));
}

/** The messages in a chunk; none when it is no run of whole ones. */
export function decodeNumbered(chunk: Uint8Array): readonly { readonly number: number; readonly sentAtMs: number }[] {
  if (chunk[0] !== 0x82 || chunk.length % numberedMessageBytes !== 0) return [];
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  return Array.from({ length: chunk.length / numberedMessageBytes }, (_, index) => {
    const at = index * numberedMessageBytes + headerBytes;
    return { number: view.getFloat64(at), sentAtMs: view.getFloat64(at + 8) };
  });
}

/** `CLOCK_MONOTONIC` in milliseconds; the same in every process of the machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
