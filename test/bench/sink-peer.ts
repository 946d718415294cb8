import { once } from 'node:events';
import net from 'node:net';
import { countNumbered, monotonicMs, readSentAt } from './numbered-message.ts';

/** A server that upgrades, takes all that comes in silence and notes when it came. */
export interface SinkPeer {
  readonly port: number;
  readonly connections: number;
  /** How long numbered messages were on their way since the last time, milliseconds, sorted. */
  takeDelays(): readonly number[];
  /** When other bytes came since the last time, and how many; in order. */
  takeArrivals(): readonly (readonly [atMs: number, bytes: number])[];
  close(): void;
}

export async function startSinkPeer(): Promise<SinkPeer> {
  const sockets = new Set<net.Socket>();
  let delays: number[] = [];
  let arrivals: [number, number][] = [];
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      socket.on('data', (chunk) => {
        const now = monotonicMs();
        const count = countNumbered(chunk);
        for (let index = 0; index < count; index++) delays.push(now - readSentAt(chunk, index));
        if (count === 0) arrivals.push([now, chunk.length]);
      });
    });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    get connections() {
      return sockets.size;
    },
    takeDelays() {
      const taken = delays;
      delays = [];
      return taken.sort((a, b) => a - b);
    },
    takeArrivals() {
      const taken = arrivals;
      arrivals = [];
      return taken;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
