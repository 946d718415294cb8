import { expect, test } from 'vitest';
import { createStage, type StartRelay } from '../../../src/runner/selftest/stage.ts';
import { answerHead, requestHead } from '../../../src/runner/selftest/wire-text.ts';
import { relayNothing } from './relays.ts';

test('writes down what both ends of a connection see, and then what was noted', async () => {
  await using stage = createStage(relayNothing);
  const { client, server } = await stage.connect();
  stage.note('server', 'is tired');
  client.send('hello');
  await server.untilText('hello');
  server.finish();
  await client.untilEnd();
  expect(stage.observe()).toEqual({ client: ['fin'], server: ['"hello"', 'is tired'] });
});

test('opens a WebSocket connection', async () => {
  await using stage = createStage(relayNothing);
  await stage.open();
  const { client, server } = stage.observe();
  expect(JSON.parse(`[${client.join(',')}]`).join('')).toBe(answerHead());
  expect(JSON.parse(`[${server.join(',')}]`).join('')).toBe(requestHead());
});

test('tells several connections apart', async () => {
  await using stage = createStage(relayNothing);
  const server = await stage.listen();
  for (const word of ['one', 'two']) {
    const client = server.dial();
    const accepted = await server.next();
    client.send(word);
    await accepted.untilText(word);
  }
  expect(stage.observe()).toEqual({
    client: ['connection 1:', 'connection 2:'],
    server: ['connection 1:', '"one"', 'connection 2:', '"two"'],
  });
});

test('a server that speaks as soon as it accepts needs no telling', async () => {
  await using stage = createStage(relayNothing);
  const server = await stage.listen({ onAccept: (peer) => peer.send('welcome') });
  await server.dial().untilText('welcome');
  expect(stage.observe().client).toEqual(['"welcome"']);
});

test('puts the relay that it was given in front of the server, and says which protocol is to come', async () => {
  const targets: string[] = [];
  let disposed = 0;
  const startRelay: StartRelay = async (target) => {
    targets.push(target.replace(/\d+$/, 'PORT'));
    const { port } = await relayNothing(target);
    return {
      port,
      async [Symbol.asyncDispose]() {
        disposed++;
      },
    };
  };
  {
    await using stage = createStage(startRelay);
    await stage.connect();
    await stage.connect({ scheme: 'tcp' });
    expect(disposed).toBe(0);
  }
  expect(targets).toEqual(['ws://127.0.0.1:PORT', 'tcp://127.0.0.1:PORT']);
  expect(disposed).toBe(2);
});

test('leaves no connection and no port, and releases the newest first', async () => {
  const released: string[] = [];
  const stage = createStage(relayNothing);
  stage.own(() => released.push('first'));
  stage.own(() => released.push('second'));
  const server = await stage.listen();
  const client = server.dial();
  await server.next();
  const end = client.untilEnd();
  await stage[Symbol.asyncDispose]();
  await expect(end).rejects.toThrow('the connection ended');
  expect(released).toEqual(['second', 'first']);
  expect(await server.dial().untilEnd()).toBe('refused');
});
