import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Something that is awaited: told again whenever it may have come. */
export interface Watch {
  /** Settles once the condition holds; it is looked at whenever `look()` is called. */
  until(condition: () => boolean): Promise<void>;
  look(): void;
}

export function createWatch(): Watch {
  const waiting = new Set<() => void>();
  return {
    until: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    look() {
      for (const check of waiting) check();
    },
  };
}

/** A bare WebSocket through a proxy; errors are its end. */
export async function dialProxy(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}
