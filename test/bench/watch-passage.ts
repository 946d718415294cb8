import { subscribe } from 'node:diagnostics_channel';
import type net from 'node:net';
import { decodeNumbered, monotonicMs } from './numbered-message.ts';

/** Sorted. */
export type PassageTimes = readonly number[];

/**
 * Notes, in the process of a relay and without its help, how long each numbered message is in there: from the instant at
 * which Node hands its bytes over to the call that writes them on.
 */
export function watchPassage(): { take(): PassageTimes } {
  const arrivals = new Map<number, number>();
  let times: number[] = [];
  const noteWrite = (bytes: unknown, now: number): void => {
    if (!(bytes instanceof Uint8Array)) return;
    for (const { number } of decodeNumbered(bytes)) {
      const arrival = arrivals.get(number);
      arrivals.delete(number);
      if (arrival !== undefined) times.push(now - arrival);
    }
  };

  subscribe('net.server.socket', (message) => {
    const { socket } = message as { readonly socket: net.Socket };
    // Before the relay's own listener: what it does first is its own.
    socket.prependListener('data', (chunk: Buffer) => {
      const now = monotonicMs();
      for (const { number } of decodeNumbered(chunk)) arrivals.set(number, now);
    });
  });
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: net.Socket };
    // Connecting puts the method of the platform back.
    socket.prependOnceListener('connect', () => {
      const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
      socket.write = (...args: unknown[]) => {
        noteWrite(args[0], monotonicMs());
        return write(...args);
      };
    });
  });

  return {
    take() {
      const taken = times;
      times = [];
      return taken.sort((a, b) => a - b);
    },
  };
}
