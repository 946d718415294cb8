import { encodeFrame } from '../../src/wire/frame-encoder.ts';

/** The mask is zero, so that a relay's watcher can read what stands in a message on its way to the server. */
const headerBytes = 6;
const messageBytes = headerBytes + 16;

/** Numbers are from 0 and below this. */
export const numbersEnd = 2 ** 20;

/** A message with a number and the instant at which it is sent, for measuring how long it is on its way. */
export function encodeNumbered(number: number, sentAtMs: number): Buffer {
  const payload = Buffer.alloc(16);
  payload.writeUint32BE(number % numbersEnd);
  payload.writeDoubleBE(sentAtMs, 8);
  return Buffer.from(encodeFrame({ opcode: 2, payload, maskKey: new Uint8Array(4) }));
}

/** How many messages a chunk is a run of; 0 when it is something else. */
export function countNumbered(chunk: Uint8Array): number {
  return chunk[0] === 0x82 && chunk.length % messageBytes === 0 ? chunk.length / messageBytes : 0;
}

/** The number of a message in a run. By hand: for the watcher of a busy relay a view would cost more than it measures. */
export function readNumber(chunk: Uint8Array, index: number): number {
  const at = index * messageBytes + headerBytes;
  const byte = (offset: number): number => chunk[at + offset] ?? 0;
  return (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
}

/** When a message in a run was sent. */
export function readSentAt(chunk: Buffer, index: number): number {
  return chunk.readDoubleBE(index * messageBytes + headerBytes + 8);
}

/** `CLOCK_MONOTONIC` in milliseconds; the same in every process of the machine. */
export const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
};
