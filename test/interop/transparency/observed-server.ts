import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { describeBytes } from '../../../src/runner/selftest/describe-bytes.ts';
import type { Stage } from '../../../src/runner/selftest/stage.ts';

/** What each path does with a connection. */
const paths: Readonly<Record<string, (socket: WebSocket) => void>> = {
  '/echo': (socket) =>
    socket.on('message', (data: Buffer, isBinary) =>
      socket.send(isBinary ? data : data.toString(), { binary: isBinary }),
    ),
  '/fragments': (socket) => {
    socket.send('in ', { fin: false });
    socket.ping('inside');
    socket.send('fragments');
    socket.once('pong', () => socket.close(1000, 'that is all'));
  },
  '/close': (socket) => socket.close(4_321, 'bye'),
  '/restart': (socket) => socket.close(1012),
  '/cut': (socket) => socket.terminate(),
};

/** Names of headers in their order, and the value where it does not depend on the port or on chance. */
function describeHeaders({ rawHeaders }: http.IncomingMessage): string {
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value] = rawHeaders.slice(index, index + 2);
    lines.push(/^(host|origin|sec-websocket-key)$/i.test(name) ? name : `${name}: ${value}`);
  }
  return lines.join(', ');
}

/** A server that notes what it sees. */
export interface ObservedServer {
  /** Not yet behind anything. */
  readonly port: number;
  /** Waits until every connection that it had so far is over, and noted as such. */
  over(): Promise<unknown>;
}

/** A server on `ws`; `/refuse` is a 401, and pages are served too. */
export async function startObservedServer(stage: Stage): Promise<ObservedServer> {
  const connections: Promise<void>[] = [];
  const server = http.createServer((request, response) => {
    stage.note('server', `${request.method} ${request.url} ${request.headers['x-token'] ?? 'without a token'}`);
    // What a browser needs to show the answer to a page of another port.
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'x-token',
      'X-Answer': 'yes',
    };
    response.writeHead(request.url === '/missing' ? 404 : 200, headers).end(`a page for ${request.method}`);
  });
  const acceptor = new WebSocketServer({
    noServer: true,
    perMessageDeflate: { threshold: 0 },
    handleProtocols: (offered) => (offered.has('v2.chat') ? 'v2.chat' : false),
    maxPayload: 32 * 2 ** 20,
  });
  server.on('upgrade', (request, socket, head) => {
    // A client that is refused may reset the connection.
    socket.on('error', () => {});
    stage.note('server', `${request.method} ${request.url} ${describeHeaders(request)}`);
    if (request.url === '/refuse') {
      socket.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno');
      return;
    }
    acceptor.handleUpgrade(request, socket, head, (websocket) => {
      connections.push(observe(stage, websocket));
      paths[request.url ?? '']?.(websocket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stage.own(() => {
    for (const client of acceptor.clients) client.terminate();
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, over: () => Promise.all(connections) };
}

/** Fulfilled when the connection is over. */
function observe(stage: Stage, socket: WebSocket): Promise<void> {
  socket.on('message', (data: Buffer, isBinary) =>
    stage.note('server', `${isBinary ? 'binary' : 'text'} ${describeBytes(data).join(' ')}`),
  );
  socket.on('ping', (data) => stage.note('server', `ping ${data}`));
  socket.on('pong', (data) => stage.note('server', `pong ${data}`));
  socket.on('error', (error) => stage.note('server', `error ${error.message}`));
  return new Promise((resolve) => {
    socket.on('close', (code, reason) => {
      stage.note('server', `close ${code} ${reason}`);
      resolve();
    });
  });
}
