import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { describeUnreachable } from './bad-gateway.ts';
import { loadHttpProxy } from './load-http-proxy.ts';
import type { PeerSocket } from './peer.ts';
import { resetPeer } from './socket-end.ts';
import type { Target } from './target.ts';

/** What the plain HTTP side needs to know of a connection. */
export interface PlainConnection {
  readonly client: PeerSocket;
  takeUpstream(): PeerSocket;
  takeBack(bytes: Uint8Array): void;
}

/** Serves the requests of a page or an API that share the socket's origin, through `http-proxy` to the same server. */
export interface PlainHttp {
  /** Takes a connection over; `bytes` is its first request, as far as it has come. */
  serve(connection: PlainConnection, bytes: Uint8Array): void;
  close(): void;
}

export interface PlainHttpOptions {
  readonly target: Target;
  readonly rejectUnauthorized: boolean;
  /** Header name → value, set on every request. */
  readonly headers: Readonly<Record<string, string>>;
}

export function createPlainHttp({ target, rejectUnauthorized, headers }: PlainHttpOptions): PlainHttp {
  const connections = new WeakMap<Duplex, { readonly connection: PlainConnection; readonly agent: http.Agent }>();
  const httpProxy = loadHttpProxy();
  const origin = `${target.secure ? 'https' : 'http'}://${target.authority}`;
  const proxy = httpProxy.createProxyServer({ secure: rejectUnauthorized, headers: { ...headers } });

  /** Below TLS, where there is any. */
  const reset = ({ socket }: http.IncomingMessage): void => {
    const client = connections.get(socket)?.connection.client;
    if (client !== undefined) resetPeer(client);
  };

  // An answer that breaks off would leave the client waiting for the rest of it.
  proxy.on('proxyRes', (answer, request) => {
    answer.once('close', () => {
      if (!answer.complete) reset(request);
    });
  });

  const server = http.createServer((request, response) => {
    const agent = connections.get(request.socket)?.agent;
    // The path is kept as it came: the target's own path is the client's business.
    proxy.web(request, response, { target: origin, ...(agent === undefined ? {} : { agent }) }, (error) => {
      const { code } = error as NodeJS.ErrnoException;
      if (response.headersSent || code === 'ECONNRESET') reset(request);
      else answerBadGateway(response, error);
    });
  });
  // Nobody asked the proxy to have an opinion on how long a client may take.
  Object.assign(server, { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, timeout: 0 });
  server.on('upgrade', (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    const held = connections.get(socket);
    held?.agent.destroy();
    held?.connection.takeBack(Buffer.concat([encodeRequestHead(request), head]));
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });

  return {
    serve(connection, bytes) {
      const { socket } = connection.client;
      const agent = createAgentOver(connection, target.secure);
      connections.set(socket, { connection, agent });
      socket.once('close', () => agent.destroy());
      socket.unshift(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      server.emit('connection', socket);
    },
    close() {
      proxy.close();
      server.close();
    },
  };
}

/** An agent whose connections are the one that was dialled for this client: one upstream connection a client, as if direct. */
function createAgentOver(connection: PlainConnection, secure: boolean): http.Agent {
  const agent = secure
    ? new https.Agent({ keepAlive: true, maxSockets: 1 })
    : new http.Agent({ keepAlive: true, maxSockets: 1 });
  return Object.assign(agent, { createConnection: () => connection.takeUpstream().socket });
}

function answerBadGateway(response: unknown, error: Error): void {
  if (!(response instanceof http.ServerResponse)) return;
  response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(describeUnreachable(error));
}

/** The head as it was parsed: names, case and order as they came. */
function encodeRequestHead({ method, url, httpVersion, rawHeaders }: http.IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
