import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import { defineBehaviours } from './define-behaviours.ts';
import { describeBytes } from './describe-bytes.ts';
import type { Stage } from './stage.ts';

/** Both ends of a connection between two applications that use `ws`. */
interface Sockets {
  readonly client: WebSocket;
  readonly server: WebSocket;
  /** Both ends know that it is over, and have noted with which code. */
  readonly over: Promise<unknown>;
}

interface SocketOptions {
  readonly server?: ServerOptions;
  readonly client?: ClientOptions;
  readonly protocols?: readonly string[];
}

/** Connects two sockets of `ws`; what their applications get to know is noted. */
async function openSockets(
  stage: Stage,
  { server: ofServer, client: ofClient, protocols = [] }: SocketOptions = {},
): Promise<Sockets> {
  const listener = new WebSocketServer({ port: 0, host: '127.0.0.1', ...ofServer });
  stage.own(() => listener.close());
  await once(listener, 'listening');
  const port = await stage.reach((listener.address() as AddressInfo).port);
  const joined = once(listener, 'connection') as Promise<[WebSocket, http.IncomingMessage]>;
  const client = new WebSocket(`ws://127.0.0.1:${port}/chat?room=1`, [...protocols], ofClient);
  stage.own(() => client.terminate());
  const clientOver = watchSocket(stage, 'client', client);
  client.once('upgrade', ({ headers }) => stage.note('client', `extensions ${headers['sec-websocket-extensions']}`));
  const [server, { url, headers }] = await joined;
  stage.own(() => server.terminate());
  stage.note('server', `${url} cookie ${headers.cookie} extensions ${headers['sec-websocket-extensions']}`);
  const serverOver = watchSocket(stage, 'server', server);
  if (client.readyState === WebSocket.CONNECTING) await once(client, 'open');
  stage.note('client', `protocol ${client.protocol}`);
  return { client, server, over: Promise.all([clientOver, serverOver]) };
}

function watchSocket(stage: Stage, end: 'client' | 'server', socket: WebSocket): Promise<unknown> {
  socket.on('message', (data: Buffer, isBinary) =>
    stage.note(end, `${isBinary ? 'binary' : 'text'} ${describeBytes(data).join(' ')}`),
  );
  socket.on('ping', (data) => stage.note(end, `ping ${describeBytes(data).join(' ')}`));
  socket.on('pong', (data) => stage.note(end, `pong ${describeBytes(data).join(' ')}`));
  socket.on('error', (error) => stage.note(end, `error ${error.message}`));
  return new Promise<void>((resolve) => {
    socket.on('close', (code, reason) => {
      stage.note(end, `close ${code} ${reason}`);
      resolve();
    });
  });
}

const echo = (socket: WebSocket): void => {
  socket.on('message', (data, isBinary) => socket.send(data as Buffer, { binary: isBinary }));
};

/** Sends the messages one after the other, each when the answer to the one before is there. */
async function converse(client: WebSocket, messages: readonly (string | Buffer)[]): Promise<void> {
  for (const message of messages) {
    const answered = once(client, 'message');
    client.send(message);
    await answered;
  }
}

const chatter = Array.from({ length: 40 }, (_, index) => `message ${index} `.repeat(50));

export const wsSockets = defineBehaviours('ws', [
  {
    name: 'permessage-deflate, used by both ends with a context that lasts',
    async run(stage) {
      const options = {
        server: { perMessageDeflate: { threshold: 0 } },
        client: { perMessageDeflate: { threshold: 0 } },
      };
      const { client, server, over } = await openSockets(stage, options);
      echo(server);
      await converse(client, [...chatter, Buffer.alloc(100_000, 'wschaos'), '']);
      stage.note('client', `uses "${client.extensions}"`);
      client.close(1000);
      await over;
    },
  },
  {
    name: 'permessage-deflate with small windows and no context',
    async run(stage) {
      const perMessageDeflate = {
        threshold: 0,
        serverNoContextTakeover: true,
        clientNoContextTakeover: true,
        serverMaxWindowBits: 10,
      };
      const { client, server, over } = await openSockets(stage, {
        server: { perMessageDeflate },
        client: { perMessageDeflate },
      });
      echo(server);
      await converse(client, chatter);
      client.close(1000);
      await over;
    },
  },
  {
    name: 'a subprotocol and a cookie',
    async run(stage) {
      const { client, over } = await openSockets(stage, {
        server: { handleProtocols: () => 'v2.chat' },
        client: { headers: { Cookie: 'session=1; theme="dark"' } },
        protocols: ['v1.chat', 'v2.chat'],
      });
      client.close(1001, 'gone');
      await over;
    },
  },
  {
    name: 'pings and pongs of both ends, inside a message in fragments',
    async run(stage) {
      const { client, server, over } = await openSockets(stage);
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        const ponged = once(one, 'pong');
        const received = once(other, 'message');
        one.send('one ', { fin: false });
        one.ping('in between');
        await ponged;
        one.send('two', { fin: true });
        await received;
      }
      server.close(4_321, 'bye');
      await over;
    },
  },
  {
    name: 'an end without a Close frame',
    async run(stage) {
      const { server, over } = await openSockets(stage);
      server.terminate();
      await over;
    },
  },
  {
    name: 'a message that is too long for the server',
    async run(stage) {
      const { client, over } = await openSockets(stage, { server: { maxPayload: 1_000 } });
      client.send(Buffer.alloc(1_001));
      await over;
    },
  },
  {
    name: 'a redirect that the client follows, to a 401',
    async run(stage) {
      const server = http.createServer();
      server.on('upgrade', ({ url, headers }, socket) => {
        stage.note('server', `${url} cookie ${headers.cookie}`);
        socket.end(
          url === '/new'
            ? 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno'
            : 'HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n',
        );
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      stage.own(() => server.close());
      const port = await stage.reach((server.address() as AddressInfo).port);
      const client = new WebSocket(`ws://127.0.0.1:${port}/old`, {
        followRedirects: true,
        headers: { Cookie: 'session=1' },
      });
      // It fails when it is thrown away, because it never opened.
      client.on('error', () => {});
      stage.own(() => client.terminate());
      const [, answer] = (await once(client, 'unexpected-response')) as [unknown, http.IncomingMessage];
      const body = Buffer.concat(await answer.toArray());
      stage.note('client', `${answer.statusCode} ${answer.headers['www-authenticate']} ${body}`);
    },
  },
]);
