import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { defineBehaviours } from '../../src/runner/selftest/define-behaviours.ts';
import { observeDirectly, testTransparency } from '../runner/selftest/transparency.ts';
import { pythonWebsocket, pythonWebsockets, requireDebianPackage } from '../support/debian-packages.ts';
import { startProgram } from './transparency/observed-program.ts';
import { startObservedServer } from './transparency/observed-server.ts';

// The same as `wschaos selftest`, with programs that others wrote: what they see of each other must not depend on the proxy.

const paths = ['/echo', '/fragments', '/close', '/restart', '/cut', '/refuse'];

/** A Python client meets our server. */
const behavioursOf = (client: string) =>
  defineBehaviours(
    client,
    paths.map((path) => ({
      name: path,
      async run(stage) {
        const server = await startObservedServer(stage);
        const port = await stage.reach(server.port);
        await startProgram(stage, 'client', client, { args: [`ws://127.0.0.1:${port}${path}`] }).ended();
        await server.over();
      },
    })),
  );

const websocketsClient = behavioursOf('websockets_client.py');
const websocketClient = behavioursOf('websocket_client.py');

/** Our client meets a Python server. */
const websocketsServer = defineBehaviours(
  'websockets_server.py',
  ['/echo', '/close', '/cut', '/refuse'].map((path) => ({
    name: path,
    async run(stage) {
      const server = startProgram(stage, 'server', 'websockets_server.py', { announces: true });
      const port = await stage.reach(Number(await server.firstLine));
      const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['v1.chat', 'v2.chat'], {
        headers: { Cookie: 'a=b' },
        perMessageDeflate: { threshold: 0 },
      });
      stage.own(() => client.terminate());
      client.on('error', ({ message }) => stage.note('client', message));
      client.on('ping', (data) => stage.note('client', `ping ${data}`));
      // Not `once` of the events module, which fails when an error comes first.
      const closed = new Promise<string>((resolve) => {
        client.on('close', (code, reason) => resolve(`close ${code} ${reason}`));
      });
      if (path === '/echo') {
        await once(client, 'open');
        stage.note('client', `protocol ${client.protocol} extensions ${client.extensions}`);
        for (const message of ['hello', 'é'.repeat(300), '', Buffer.alloc(70_000, 'x')]) {
          client.send(message);
          const [answer, isBinary] = (await once(client, 'message')) as [Buffer, boolean];
          stage.note('client', `${isBinary ? 'binary' : 'text'} ${answer.length}`);
        }
        client.close(1001, 'going');
      }
      stage.note('client', await closed);
      if (path !== '/refuse') await server.untilLine('close');
    },
  })),
);

beforeAll(() => {
  requireDebianPackage(pythonWebsockets);
  requireDebianPackage(pythonWebsocket);
});

describe('a client on python3-websockets sees through the proxy what it sees directly, at', () =>
  testTransparency(websocketsClient));

describe('a client on python3-websocket sees through the proxy what it sees directly, at', () =>
  testTransparency(websocketClient));

describe('a server on python3-websockets sees through the proxy what it sees directly, at', () =>
  testTransparency(websocketsServer));

test('what a client sees is messages, a pong and a Close frame', async () => {
  const { client, server } = await observeDirectly(websocketsClient, '/echo');
  expect(client[0]).toBe("open v2.chat ['permessage-deflate']");
  expect(client.slice(2)).toEqual([
    "text 5 'hello'",
    "text 300 'éééééééééééééééééééé'",
    "text 0 ''",
    "binary 100 b'\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff\\x00\\xff'",
    "text 70000 'xxxxxxxxxxxxxxxxxxxx'",
    "text 18 'in three fragments'",
    'pong',
    'close 1001 going',
  ]);
  expect(server.slice(-2)).toEqual(['ping beat', 'close 1001 going']);
});

test.each([
  ['/close', 'close 4321 bye'],
  ['/cut', 'close 1006 '],
  ['/refuse', 'refused 401 Basic'],
])('what a client sees at %s ends with "%s"', async (path, expected) => {
  expect((await observeDirectly(websocketsClient, path)).client.at(-1)).toBe(expected);
});
