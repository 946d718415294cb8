import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import httpProxy from 'http-proxy';
import WebSocket, { WebSocketServer } from 'ws';
import type { StartRelay } from '../../../src/runner/selftest/stage.ts';

// Relays that change something, each in another way: a self-test that lets one of them pass is worth nothing.

const portOf = (target: string): number => Number(new URL(target).port);

/** No relay at all. */
export const relayNothing: StartRelay = async (target) => ({
  port: portOf(target),
  async [Symbol.asyncDispose]() {},
});

/** Two sockets and what happens between them. */
type Pipe = (client: net.Socket, server: net.Socket) => void;

const startPipe =
  (pipe: Pipe, { allowHalfOpen = true } = {}): StartRelay =>
  async (target) => {
    const sockets = new Set<net.Socket>();
    const keep = (socket: net.Socket): net.Socket => {
      sockets.add(socket);
      return socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    };
    const listener = net.createServer({ allowHalfOpen, noDelay: true }, (client) => {
      const server = net.connect({ port: portOf(target), host: '127.0.0.1', allowHalfOpen, noDelay: true });
      pipe(keep(client), keep(server));
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return {
      port: (listener.address() as net.AddressInfo).port,
      async [Symbol.asyncDispose]() {
        for (const socket of sockets) socket.destroy();
        listener.close();
        await once(listener, 'close');
      },
    };
  };

/** Hands on what comes, with a change, and every end as it is. */
const forward = (from: net.Socket, to: net.Socket, change: (chunk: Buffer) => Buffer = (chunk) => chunk): void => {
  from.on('data', (chunk: Buffer) => {
    if (to.write(change(chunk))) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
};

/** Changes nothing, but knows no HTTP either. */
export const pipe = startPipe((client, server) => {
  forward(client, server);
  forward(server, client);
});

/** A FIN of one side ends both directions. */
export const dropHalfClose = startPipe(
  (client, server) => {
    forward(client, server);
    forward(server, client);
  },
  { allowHalfOpen: false },
);

/** The other side of a RST gets a FIN. */
export const turnResetIntoFin = startPipe((client, server) => {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('data', (chunk) => to.write(chunk));
    from.on('close', () => to.end());
    from.on('end', () => to.end());
  }
});

/** Header names of the client arrive in lower case. */
export const lowerCaseHeads = startPipe((client, server) => {
  forward(client, server, (chunk) =>
    Buffer.from(
      chunk.toString('latin1').replace(/^[A-Za-z-]+:/gm, (name) => name.toLowerCase()),
      'latin1',
    ),
  );
  forward(server, client);
});

/** Reads on and keeps everything, whether the receiver reads or not. */
export const keepEverything = startPipe((client, server) => {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('data', (chunk) => to.write(chunk));
    from.on('end', () => to.end());
    from.on('error', () => to.resetAndDestroy());
  }
});

/** Every RST, FIN and byte arrives, but the last byte of a long stream is another. */
export const flipLateByte = startPipe((client, server) => {
  let received = 0;
  forward(client, server, (chunk) => {
    const flipped = Buffer.from(chunk);
    const at = 10_000_000 - received;
    if (at >= 0 && at < chunk.length) flipped[at] = (flipped[at] as number) ^ 1;
    received += chunk.length;
    return flipped;
  });
  forward(server, client);
});

const startHttp = async (http: http.Server, close: () => void): ReturnType<StartRelay> => {
  const sockets = new Set<net.Socket>();
  http.on('connection', (socket: net.Socket) => {
    sockets.add(socket.on('error', () => {}).once('close', () => sockets.delete(socket)));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as net.AddressInfo).port,
    async [Symbol.asyncDispose]() {
      close();
      for (const socket of sockets) socket.destroy();
      http.close();
      await once(http, 'close');
    },
  };
};

/** What `http-proxy` makes of upgrades. */
export const useHttpProxy: StartRelay = async (target) => {
  const proxy = httpProxy.createProxyServer({ target });
  const upstreams = new Set<net.Socket>();
  proxy.on('open', (socket) => void upstreams.add(socket.on('error', () => {})));
  proxy.on('error', () => {});
  const server = http.createServer((request, response) => proxy.web(request, response));
  server.on('upgrade', (request, socket, head) => proxy.ws(request, socket, head));
  return startHttp(server, () => {
    for (const socket of upstreams) socket.destroy();
  });
};

/** Is the end of two WebSockets, and hands on messages. */
export const terminateWebSockets: StartRelay = async (target) => {
  const server = http.createServer();
  const acceptor = new WebSocketServer({ server });
  acceptor.on('connection', (client, { url }) => {
    const upstream = new WebSocket(`${target}${url}`);
    upstream.on('error', () => client.terminate());
    client.on('error', () => {});
    client.on('message', (data, binary) => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary });
    });
    upstream.on('message', (data, binary) => client.send(data, { binary }));
    client.on('close', () => upstream.close());
    upstream.on('close', () => client.close());
  });
  return startHttp(server, () => {
    for (const client of acceptor.clients) client.terminate();
  });
};
