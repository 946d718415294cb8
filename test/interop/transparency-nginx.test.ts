import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { defineBehaviours } from '../../src/runner/selftest/define-behaviours.ts';
import { describeBytes } from '../../src/runner/selftest/describe-bytes.ts';
import type { Stage } from '../../src/runner/selftest/stage.ts';
import { clientText, head, requestHead } from '../../src/runner/selftest/wire-text.ts';
import { observeDirectly, testTransparency } from '../runner/selftest/transparency.ts';
import { nginx, requireDebianPackage } from '../support/debian-packages.ts';
import { type ObservedServer, startObservedServer } from './transparency/observed-server.ts';
import { startNginx } from './transparency/start-nginx.ts';

// The client dials nginx, or the proxy in front of nginx; the server behind nginx is one on `ws`.

/** The port to dial for nginx, and the server on `ws` to which it forwards. */
async function reachNginx(stage: Stage): Promise<ObservedServer> {
  const server = await startObservedServer(stage);
  return { ...server, port: await stage.reach(await startNginx(stage, server.port)) };
}

/** A client on `ws` that notes everything. */
function dial(stage: Stage, port: number, path: string): { readonly client: WebSocket; readonly over: Promise<void> } {
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['v1.chat', 'v2.chat'], {
    headers: { Cookie: 'a=b' },
    perMessageDeflate: { threshold: 0 },
    maxPayload: 32 * 2 ** 20,
  });
  stage.own(() => client.terminate());
  client.on('error', ({ message }) => stage.note('client', `error ${message}`));
  client.on('ping', (data) => stage.note('client', `ping ${data}`));
  client.on('message', (data: Buffer) => stage.note('client', `message ${describeBytes(data).join(' ')}`));
  client.on('open', () => stage.note('client', `protocol ${client.protocol} extensions ${client.extensions}`));
  const over = new Promise<void>((resolve) => {
    client.on('close', (code, reason) => {
      stage.note('client', `close ${code} ${reason}`);
      resolve();
    });
  });
  return { client, over };
}

const behaviours = defineBehaviours('nginx', [
  {
    name: 'messages of up to 16 MiB, echoed',
    async run(stage) {
      const server = await reachNginx(stage);
      const { client, over } = dial(stage, server.port, '/echo');
      await once(client, 'open');
      for (const message of ['hello', '', Buffer.alloc(16 * 2 ** 20, 'wschaos')]) {
        const answered = once(client, 'message');
        client.send(message);
        await answered;
      }
      client.close(1001, 'going');
      await over;
      await server.over();
    },
  },
  ...['/fragments', '/close', '/restart', '/cut', '/refuse'].map((path) => ({
    name: path,
    run: async (stage: Stage): Promise<void> => {
      const server = await reachNginx(stage);
      await dial(stage, server.port, path).over;
      await server.over();
    },
  })),
  {
    name: 'a server behind it that refuses: its own 502',
    run: async (stage) => dial(stage, await stage.reach(await startNginx(stage, 1)), '/echo').over,
  },
  {
    name: 'its own 403, byte for byte but for the Date',
    async run(stage) {
      const client = stage.dial((await reachNginx(stage)).port);
      client.forgetBytes();
      client.send(requestHead().replace('/chat?room=1', '/own'));
      const answer = await client.untilText('not here');
      stage.note('client', answer.replace(/^Date: .*$/m, 'Date'));
      client.finish();
      await client.untilClosed();
    },
  },
  {
    name: 'a client that is gone, which the server behind it hears of',
    async run(stage) {
      const server = await reachNginx(stage);
      const { client, over } = dial(stage, server.port, '/echo');
      await once(client, 'open');
      const answered = once(client, 'message');
      client.send('hello');
      await answered;
      client.terminate();
      await over;
      await server.over();
    },
  },
  {
    name: 'a frame behind the request in one segment',
    async run(stage) {
      const client = stage.dial((await reachNginx(stage)).port);
      client.forgetBytes();
      client.send(Buffer.concat([Buffer.from(requestHead().replace('/chat?room=1', '/echo')), clientText('eager')]));
      const answer = await client.untilText('eager');
      stage.note('client', answer.replace(/^Date: .*$/m, 'Date'));
    },
  },
  {
    name: 'an ordinary request beside the socket',
    async run(stage) {
      const client = stage.dial((await reachNginx(stage)).port);
      client.forgetBytes();
      client.send(head('GET /page HTTP/1.1', 'Host: server.test', 'X-Token: t', 'Connection: close'));
      const answer = await client.untilText('a page for GET');
      stage.note('client', answer.slice(0, answer.indexOf('\r\n')));
      client.finish();
      await client.untilClosed();
    },
  },
]);

beforeAll(() => requireDebianPackage(nginx));

describe('nginx shows a client through the proxy what it shows directly:', () => testTransparency(behaviours));

test('nginx is there: it ends a connection that the server cut, and answers in its own name', async () => {
  expect((await observeDirectly(behaviours, '/cut')).client).toEqual([
    'protocol v2.chat extensions permessage-deflate',
    'close 1006 ',
  ]);
  const { client } = await observeDirectly(behaviours, 'its own 403, byte for byte but for the Date');
  expect(client.join('\n')).toMatch(/HTTP\/1\.1 403 Forbidden\r\nServer: nginx/);
});
