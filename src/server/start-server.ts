import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, isIPv6, type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { WschaosError } from '../base/error.ts';
import { createChat } from './chat.ts';
import { createEcho } from './echo.ts';
import { limitHandshakes } from './handshake-deadline.ts';
import { peerName } from './peer-name.ts';
import { serveConnection } from './serve-connection.ts';
import type { Behaviour, RunningServer, ServerOptions } from './server-contract.ts';
import { createTicker } from './ticker.ts';

/** As the proxy's: a herd that arrives in one instant must not lose its SYNs. */
const backlog = 4_096;

/** A larger message is answered with 1009. */
const maxPayload = 16 * 2 ** 20;

/**
 * Starts a built-in server: a real `ws` server on a real port; without `deflate` a frame on the wire is what was sent. A plain GET is answered with a line of text, so that a page and the socket can share an origin.
 *
 * @example
 * await using server = await startServer({ kind: 'echo', clock });
 * const socket = new WebSocket(server.url);
 *
 * @throws WschaosError `server.listen` when the address cannot be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { kind, clock, tls, host = '127.0.0.1', handshakeTimeoutMs } = options;
  const answer: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`wschaos ${kind} server\n`);
  };
  const http = tls === undefined ? createHttpServer(answer) : createHttpsServer(tls, answer);
  const sockets = new Map<string, Socket>();
  http.on('connection', (socket: Socket) => {
    const name = peerName(socket);
    sockets.set(name, socket);
    socket.once('close', () => sockets.delete(name));
  });
  const endDeadlines = handshakeTimeoutMs === undefined ? undefined : limitHandshakes(http, handshakeTimeoutMs, clock);

  const behaviour = createBehaviour(options);
  const perMessageDeflate = options.deflate === true ? { threshold: 0 } : false;
  const websockets = new WebSocketServer({ server: http, perMessageDeflate, maxPayload });
  let arrivals = 0;
  websockets.on('connection', (websocket, { socket }) =>
    // Only the TCP socket can be reset.
    serveConnection(websocket, sockets.get(peerName(socket)) ?? socket, ++arrivals, behaviour, options),
  );
  // It hands on the errors of `http`: the first is told below, and one of a single accept is no reason to end.
  websockets.on('error', () => {});

  http.listen({ port: options.port ?? 0, host, backlog });
  try {
    await once(http, 'listening');
  } catch (cause) {
    throw new WschaosError('server.listen', `the ${kind} server cannot listen on ${host}:${options.port ?? 0}`, {
      cause,
    });
  }
  const { port } = http.address() as AddressInfo;

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= new Promise((resolve) => {
      endDeadlines?.();
      http.close(() => resolve());
      websockets.close();
      for (const websocket of websockets.clients) websocket.terminate();
      for (const socket of sockets.values()) socket.destroy();
    });
    return closing;
  };
  return {
    url: `${tls === undefined ? 'ws' : 'wss'}://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    port,
    get connections() {
      return websockets.clients.size;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createBehaviour(options: ServerOptions): Behaviour {
  switch (options.kind) {
    case 'echo':
      return createEcho();
    case 'ticker':
      return createTicker(options);
    case 'chat':
      return createChat();
  }
}
