import { subscribe } from 'node:diagnostics_channel';
import type net from 'node:net';
import { countNumbered, monotonicMs, numbersEnd, readNumber } from './numbered-message.ts';

/** Sorted. */
export type PassageTimes = readonly number[];

/**
 * Notes, in the process of a relay and without its help, how long each numbered message is in there: from the instant at
 * which Node hands its bytes over to the call that writes them on.
 */
export function watchPassage(): { take(): PassageTimes } {
  const arrivals = new Float64Array(numbersEnd).fill(Number.NaN);
  // Made beforehand: what grows would be the collector's work, and that is what is measured.
  const times = new Float64Array(numbersEnd);
  let count = 0;

  const noteArrival = (chunk: Uint8Array): void => {
    const count = countNumbered(chunk);
    if (count === 0) return;
    const now = monotonicMs();
    for (let index = 0; index < count; index++) arrivals[readNumber(chunk, index)] = now;
  };

  const noteWrite = (chunk: unknown): void => {
    const messages = chunk instanceof Uint8Array ? countNumbered(chunk) : 0;
    if (messages === 0) return;
    const now = monotonicMs();
    for (let index = 0; index < messages; index++) {
      times[count++] = now - (arrivals[readNumber(chunk as Uint8Array, index)] ?? Number.NaN);
    }
  };

  subscribe('net.server.socket', (message) => {
    const { socket } = message as { readonly socket: net.Socket };
    // Before the relay's own listener: what it does first is its own.
    socket.prependListener('data', noteArrival);
  });
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: net.Socket };
    // Connecting puts the method of the platform back.
    socket.prependOnceListener('connect', () => {
      const write = socket.write.bind(socket) as (bytes: unknown, ...rest: unknown[]) => boolean;
      socket.write = (bytes: unknown, ...rest: unknown[]) => {
        noteWrite(bytes);
        return write(bytes, ...rest);
      };
    });
  });

  return {
    take() {
      const taken = [...times.subarray(0, count).sort()];
      count = 0;
      return taken;
    },
  };
}
