import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { faults } from '../../src/faults/index.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { planOf } from './open-link.ts';

/** Two `ws` peers that would like to compress, on both ends of a proxy with one fault. */
interface Talk extends AsyncDisposable {
  readonly client: WebSocket;
  readonly server: WebSocket;
  /** What the proxy said about the extension. */
  readonly notes: readonly string[];
}

async function startTalk(type: string, given: Record<string, unknown>): Promise<Talk> {
  const definition = faults.find((fault) => fault.type === type);
  if (definition === undefined) throw new Error(`no fault ${type}`);
  const { direction = definition.defaultDirection, ...options } = given;
  const listener = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: { threshold: 0 } });
  await once(listener, 'listening');
  const notes: string[] = [];
  const proxy = await createProxy({
    target: `ws://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    clock: realClock,
    faults: [planOf(definition, { with: options, direction: direction as 'both' })],
    onEvent: (event: ProxyEvent) => {
      if (event.kind === 'note') notes.push(event.text);
    },
  });
  const client = new WebSocket(proxy.url, { perMessageDeflate: { threshold: 0 } });
  const [[server]] = (await Promise.all([once(listener, 'connection'), once(client, 'open')])) as [
    [WebSocket],
    unknown,
  ];
  proxy.begin();
  return {
    ...{ client, server, notes },
    async [Symbol.asyncDispose]() {
      client.terminate();
      server.terminate();
      await proxy.close();
      listener.close();
      await once(listener, 'close');
    },
  };
}

/** Repeats itself and the messages before it, so that a lost one makes the next ones unreadable. */
const textOf = (index: number): string => `message ${index} of the run, `.repeat(40);

/** Sends fragmented messages with control frames between the fragments; pings not so many that `ws` takes them for an attack. */
function sendFragmented(peer: WebSocket, texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    peer.send(text.slice(0, 300), { fin: false });
    if (index % 4 === 0) peer.ping('between');
    peer.pong('unsolicited');
    peer.send(text.slice(300), { fin: true });
  }
}

/** The messages that come, until there are so many. */
function receive(peer: WebSocket, count: number): Promise<readonly string[]> {
  const received: string[] = [];
  return new Promise((resolve, reject) => {
    peer.on('error', reject);
    peer.on('close', (code) => reject(new Error(`closed with ${code} after ${received.length} messages`)));
    peer.on('message', (data) => {
      received.push(String(data));
      if (received.length === count) resolve(received);
    });
  });
}

const texts = Array.from({ length: 120 }, (_, index) => textOf(index));

describe('a fault that changes no message leaves permessage-deflate alone, and every message intact:', () => {
  test.each([
    ['drop', { frames: 'pong', direction: 'both' }],
    ['drop', { frames: 'control', direction: 'both' }],
    ['delay', { frames: 'pong', delay: '3ms', direction: 'both' }],
    ['delay', { frames: 'data', delay: '3ms', direction: 'both' }],
    ['duplicate', { frames: 'ping', direction: 'both' }],
    ['reorder', { frames: 'pong', window: 4, direction: 'both' }],
    ['corrupt', { frames: 'pong', bytes: 3, direction: 'both' }],
    ['replace', { frames: ['ping', 'pong'], text: 'not yours', direction: 'both' }],
    ['inject', { preset: 'ping', every: '10ms', count: 10, direction: 'both' }],
    ['inject', { preset: 'pong', count: 200, direction: 'both' }],
    ['ignore-close', { direction: 'both' }],
    ['latency', { delay: '3ms', direction: 'both' }],
    ['bandwidth', { rate: '10MB/s', direction: 'both' }],
    ['slice', { size: '300B', variation: '200B', direction: 'both' }],
    ['partial-frame', { bytes: '1MiB', direction: 'both' }],
    ['limit-bytes', { bytes: '1GiB' }],
    ['idle-timeout', { after: '1h' }],
    ['max-age', { after: '1h' }],
  ])('%s %j', async (type, given) => {
    await using talk = await startTalk(type, given);
    const both = [receive(talk.client, texts.length), receive(talk.server, texts.length)];
    sendFragmented(talk.client, texts);
    sendFragmented(talk.server, texts);
    expect(await Promise.all(both)).toEqual([texts, texts]);
    expect([talk.client.extensions, talk.server.extensions]).toEqual(['permessage-deflate', 'permessage-deflate']);
    expect(talk.notes).toEqual([]);
  });

  test('120 pongs that were asked for are dropped, and no message is missing', async () => {
    await using talk = await startTalk('drop', { frames: 'pong', direction: 'to-client' });
    let asked = 0;
    let answered = 0;
    talk.server.on('ping', () => asked++);
    talk.client.on('pong', () => answered++);
    const received = receive(talk.client, texts.length);
    const heard = receive(talk.server, texts.length);
    for (const text of texts) {
      talk.client.ping('answer me');
      talk.client.send(text);
    }
    await heard;
    sendFragmented(talk.server, texts);
    expect(await received).toEqual(texts);
    expect([asked, answered, talk.client.extensions]).toEqual([120, 0, 'permessage-deflate']);
  });
});

describe('a fault that changes or reads messages takes permessage-deflate out of the handshake and says so:', () => {
  const isWanted = (text: string, index: number): boolean => index % 3 !== 2 && text !== '';
  const spoiled = (text: string): string => (text === texts[0] ? 'spoiled' : text);

  test.each([
    ['duplicate', {}, texts.flatMap((text) => [text, text])],
    ['drop', { frames: { opcode: 'text', every: 3 } }, texts.filter(isWanted)],
    ['drop', { frames: { text: 'message 7 ' } }, texts.filter((_, index) => index !== 7)],
    ['drop', { frames: { regex: 'message \\d\\d ' } }, texts.filter((_, index) => index < 10 || index > 99)],
    ['replace', { frames: { opcode: 'text', nth: 1 }, text: 'spoiled' }, texts.map(spoiled)],
    ['delay', { frames: { text: 'message 7 ' }, delay: '5ms' }, texts],
    ['partial-frame', { frames: { text: 'never said' }, bytes: '1B' }, texts],
  ])('%s %j', async (type, given, expected) => {
    await using talk = await startTalk(type, { direction: 'to-client', ...given });
    const received = receive(talk.client, expected.length);
    const heard = receive(talk.server, texts.length);
    sendFragmented(talk.client, texts);
    sendFragmented(talk.server, texts);
    expect(await received).toEqual(expected);
    expect(await heard).toEqual(texts);
    expect([talk.client.extensions, talk.server.extensions]).toEqual(['', '']);
    expect(talk.notes).toEqual([
      'permessage-deflate was taken out of the handshakes, because messages are read or changed',
    ]);
  });

  test('reorder lets ws read every message in another order', async () => {
    await using talk = await startTalk('reorder', { window: 4, direction: 'to-client' });
    const received = receive(talk.client, texts.length);
    for (const text of texts) talk.server.send(text);
    const got = await received;
    expect([...got].sort()).toEqual([...texts].sort());
    for (let start = 0; start < texts.length; start += 4) {
      expect(got.slice(start, start + 4)).not.toEqual(texts.slice(start, start + 4));
    }
    expect([talk.client.extensions, talk.notes.length]).toEqual(['', 1]);
  });

  test('corrupt gives ws text with another letter in each fragment', async () => {
    await using talk = await startTalk('corrupt', { direction: 'to-client' });
    const received = receive(talk.client, texts.length);
    sendFragmented(talk.server, texts);
    const changed = (await received).map((text, index) =>
      [...text].filter((letter, at) => letter !== texts[index]?.[at]),
    );
    expect(changed.map(({ length }) => length)).toEqual(texts.map(() => 2));
    expect([talk.client.extensions, talk.notes.length]).toEqual(['', 1]);
  });

  test('inject bad-rsv, so that the bit means nothing', async () => {
    await using talk = await startTalk('inject', { preset: 'bad-rsv' });
    const [error] = (await once(talk.client, 'error')) as [NodeJS.ErrnoException];
    expect([error.code, talk.client.extensions, talk.notes.length]).toEqual(['WS_ERR_UNEXPECTED_RSV_1', '', 1]);
  });
});

test('inject bad-deflate keeps the extension, and ws cannot inflate what it gets', async () => {
  await using talk = await startTalk('inject', { preset: 'bad-deflate' });
  const closed = once(talk.server, 'close');
  const [error] = (await once(talk.client, 'error')) as [NodeJS.ErrnoException];
  expect([error.code, talk.client.extensions, talk.notes]).toEqual(['Z_DATA_ERROR', 'permessage-deflate', []]);
  expect((await closed)[0]).toBe(1007);
});

test('inject of a message leaves the compressed ones readable', async () => {
  await using talk = await startTalk('inject', {
    frame: { opcode: 'text', text: 'ours' },
    every: '1ms',
    direction: 'both',
  });
  const received = receive(talk.client, texts.length + 1);
  sendFragmented(talk.server, texts);
  const got = await received;
  const theirs = got.filter((text) => text !== 'ours');
  expect(theirs).toEqual(texts.slice(0, theirs.length));
  expect(theirs.length).toBeLessThan(got.length);
  expect([talk.client.extensions, talk.notes]).toEqual(['permessage-deflate', []]);
});
