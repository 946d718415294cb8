import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../base/clock.ts';
import { peerName } from './peer-name.ts';

/**
 * Drops each connection that has not sent a whole request in time, its TLS handshake included; gives a function that ends
 * all waiting. Node's own `headersTimeout` begins only with the first byte.
 */
export function limitHandshakes(server: Server, timeoutMs: number, clock: Clock): Cancel {
  const waiting = new Map<string, Cancel>();

  const stop = (name: string): void => {
    waiting.get(name)?.();
    waiting.delete(name);
  };

  server.on('connection', (socket: Socket) => {
    const name = peerName(socket);
    stop(name);
    waiting.set(
      name,
      clock.schedule(clock.now() + timeoutMs, () => socket.destroy()),
    );
    socket.once('close', () => stop(name));
  });
  server.on('request', ({ socket }) => stop(peerName(socket)));
  server.on('upgrade', ({ socket }) => stop(peerName(socket)));
  return () => {
    for (const name of [...waiting.keys()]) stop(name);
  };
}
