import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type ServerOpts, type Socket } from 'node:net';

/** A TCP server that does to its connections whatever a test wants. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Connections so far. */
  readonly count: number;
}

/** `serve` gets each connection and its number, from 1. Errors of the sockets are the test's to expect. */
export async function startRawServer(
  serve: (socket: Socket, number: number) => void,
  settings: ServerOpts = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer(settings, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    serve(socket, ++count);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    get count() {
      return count;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Waits for the request's head and gives it; what follows it is lost. */
export async function readHead(socket: Socket): Promise<string> {
  let head = '';
  while (!head.includes('\r\n\r\n')) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    head += chunk.toString('latin1');
  }
  return head;
}

/** The 101 that a request asks for, with more header lines if given (RFC 6455 §4.2.2). */
export function acceptHead(request: string, ...lines: readonly string[]): string {
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...lines,
    '\r\n',
  ].join('\r\n');
}

/** Answers the upgrade and calls `then` with the socket, which now flows. */
export function upgraded(then: (socket: Socket, number: number) => void): (socket: Socket, number: number) => void {
  return (socket, number) => {
    readHead(socket).then(
      (head) => {
        socket.write(acceptHead(head));
        socket.resume();
        then(socket, number);
      },
      () => socket.destroy(),
    );
  };
}

/** A port that the system gave out a moment ago and on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
