import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Envelope, parseEnvelope } from '../../src/base/envelope.ts';

/** A `ws` server that does to its connections whatever a test wants. */
export interface PeerServer extends AsyncDisposable {
  readonly url: string;
  /** The nth connection, from 1, past or to come. */
  socket(nth?: number): Promise<WebSocket>;
}

export async function startPeer(
  serve: (socket: WebSocket, number: number) => void,
  options: ServerOptions = {},
): Promise<PeerServer> {
  const sockets: WebSocket[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.terminate());
    serve(socket, sockets.length);
  });
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async socket(nth = 1) {
      while (sockets[nth - 1] === undefined) await once(server, 'connection');
      return sockets[nth - 1] as WebSocket;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of server.clients) socket.terminate();
      }),
  };
}

/** Reads the envelopes of a client. */
export function onEnvelope(socket: WebSocket, take: (envelope: Envelope) => void): void {
  socket.on('message', (data) => {
    const envelope = parseEnvelope(String(data));
    if (envelope !== undefined) take(envelope);
  });
}

/** What the built-in servers answer. */
export function acknowledge(socket: WebSocket, { c, g, s, k }: Envelope): void {
  socket.send(JSON.stringify({ c, g, s, k: 'ack', a: k, t: '0' }));
}

/** Acknowledges the client's `ready` and nothing else. */
export function greet(socket: WebSocket): void {
  onEnvelope(socket, (envelope) => {
    if (envelope.k === 'ready') acknowledge(socket, envelope);
  });
}
