import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { blackhole } from '../../src/faults/blackhole.ts';
import { drop } from '../../src/faults/drop.ts';
import { latency } from '../../src/faults/latency.ts';
import { pause } from '../../src/faults/pause.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { concat } from '../wire/hex.ts';
import { fromClient, fromServer, planOf, startProxy, switchingHead } from './open-link.ts';
import { dialPeer, untilStuck } from './wire-peer.ts';

const isPong = ({ opcode }: { readonly opcode: number }): boolean => opcode === opcodes.pong;

describe('drop', () => {
  test('takes the pongs out and leaves every other byte, whatever the frames and the cuts', async () => {
    await using under = await startProxy({ faults: [planOf(drop, { with: { frames: 'pong' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 40 }), cuts, async (specs, where) => {
        client.forget();
        const marked = [...specs, { opcode: opcodes.text, payload: Buffer.from('end of the run') }];
        for (const chunk of cutAt(concat(marked.map(encodeFrame)), where)) server.send(chunk);
        const expected = concat(marked.filter((spec) => !isPong(spec)).map(encodeFrame));
        expect(Buffer.compare(await client.untilLength(expected.length), expected)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('of pongs keeps compressed, fragmented messages whole: what ws sends, ws reads', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: { threshold: 0 } });
    await once(server, 'listening');
    await using proxy = await createProxy({
      target: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      clock: realClock,
      faults: [planOf(drop, { with: { frames: 'pong' }, direction: 'to-client' })],
    });
    const texts = Array.from({ length: 120 }, (_, index) => `${index} `.repeat(2_000));
    server.on('connection', (socket) => {
      socket.on('message', () => {
        for (const text of texts) {
          socket.send(text.slice(0, 500), { fin: false });
          socket.pong('unsolicited');
          socket.send(text.slice(500), { fin: true });
        }
      });
    });
    const client = new WebSocket(proxy.url);
    await once(client, 'open');
    proxy.begin();
    const received: string[] = [];
    let pongs = 0;
    client.on('pong', () => pongs++);
    client.ping('answer me');
    client.send('go');
    while (received.length < texts.length) received.push(String((await once(client, 'message'))[0]));
    expect(received).toEqual(texts);
    expect([client.extensions, pongs]).toEqual(['permessage-deflate', 0]);
    client.terminate();
    server.close();
  });

  test('of messages takes permessage-deflate out of the handshake, and says so', async () => {
    await using under = await startProxy({ faults: [planOf(drop, { with: { frames: { text: 'bad' } } })] });
    const head = [
      'GET / HTTP/1.1',
      'Host: a',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-other',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n');
    const client = await dialPeer(under.proxy.port);
    client.send(head);
    const server = await under.server.next();
    expect(await server.untilText('\r\n\r\n')).toBe(head.replace('permessage-deflate; client_max_window_bits, ', ''));
    server.send(switchingHead);
    await client.untilText('\r\n\r\n');
    client.forget();
    under.proxy.begin();
    server.send(Buffer.concat([fromServer('good 1'), fromServer('very bad'), fromServer('good 2')]));
    const expected = Buffer.concat([fromServer('good 1'), fromServer('good 2')]);
    expect(await client.untilLength(expected.length)).toEqual(expected);
    expect(under.events.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });

  test('by count drops so many frames and then none', async () => {
    const faults = [planOf(drop, { with: { frames: 'text' }, lifetime: { kind: 'count', count: 3 } })];
    await using under = await startProxy({ faults });
    const { client, server } = await under.open();
    under.proxy.begin();
    server.send(Buffer.concat([1, 2, 3, 4, 5].map((index) => fromServer(`message ${index}`))));
    await client.untilText('message 5');
    expect(client.received.toString()).not.toMatch(/message [123]/);
    expect(client.received.toString()).toMatch(/message 4/);
  });

  test('that ends in the middle of a frame takes the rest of the frame as well', async () => {
    await using under = await startProxy({ faults: [planOf(drop, { with: { frames: 'binary' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    const frame = encodeFrame({ opcode: 2, payload: Buffer.alloc(100_000, 'z') });
    server.send(frame.subarray(0, 50_000));
    await under.seen('affected');
    under.proxy.lift('drop');
    server.send(Buffer.concat([frame.subarray(50_000), fromServer('whole')]));
    expect(Buffer.from(await client.untilLength(7))).toEqual(Buffer.from(fromServer('whole')));
  });
});

describe('blackhole', () => {
  const both = [
    ['to-client', 'server', 'client'],
    ['to-server', 'client', 'server'],
  ] as const;

  test.each(both)('%s swallows what the %s sends, and nothing of what the %s does', async (direction, from, to) => {
    await using under = await startProxy({ faults: [planOf(blackhole, { direction })] });
    const link = await under.open();
    under.proxy.begin();
    link[from].send(fromClient('swallowed'));
    link[to].send(fromClient('passes'));
    await link[from].untilLength(fromClient('passes').length);
    await under.seen('affected');
    expect([link[to].received.length, link[to].ends]).toEqual([0, []]);
  });

  test('lets a frame under way pass whole, swallows the next ones, and leaves the stream intact when lifted', async () => {
    await using under = await startProxy({ faults: [planOf(blackhole)] });
    const { client, server } = await under.open();
    const frame = Buffer.from(encodeFrame({ opcode: 2, payload: Buffer.alloc(200_000, 'a') }));
    server.send(frame.subarray(0, 80_000));
    await client.untilLength(80_000);
    under.proxy.begin();
    expect(under.events.filter(({ kind }) => kind === 'injected')).toEqual([]);
    server.send(Buffer.concat([frame.subarray(80_000), fromServer('lost'), fromServer('lost too').subarray(0, 4)]));
    expect(frame.equals(await client.untilLength(frame.length))).toBe(true);
    await under.seen('affected');
    under.proxy.lift('blackhole');
    client.forget();
    server.send(Buffer.concat([fromServer('lost too').subarray(4), fromServer('back')]));
    expect(await client.untilLength(6)).toEqual(Buffer.from(fromServer('back')));
    expect(under.events.filter(({ kind }) => kind === 'injected')).toHaveLength(1);
  });

  test('starting within a header lets that frame pass whole', async () => {
    await using under = await startProxy({ faults: [planOf(blackhole)] });
    const { client, server } = await under.open();
    const frame = Buffer.from(encodeFrame({ opcode: 2, payload: Buffer.alloc(70_000, 'b') }));
    server.send(frame.subarray(0, 3));
    await client.untilLength(3);
    under.proxy.begin();
    server.send(frame.subarray(3, 5));
    await client.untilLength(5);
    server.send(Buffer.concat([frame.subarray(5), fromServer('lost')]));
    expect(frame.equals(await client.untilLength(frame.length))).toBe(true);
    await under.seen('affected');
    under.proxy.lift('blackhole');
    server.send(fromServer('back'));
    expect((await client.untilLength(frame.length + 6)).subarray(-6)).toEqual(Buffer.from(fromServer('back')));
  });

  test.each([
    ['FIN', 'fin', (socket) => void socket.end()],
    ['RST', 'reset', (socket) => void socket.resetAndDestroy()],
  ] as const satisfies readonly (readonly [
    string,
    string,
    (socket: Socket) => void,
  ])[])('keeps the %s of the client from the server until it is lifted', async (_name, how, finish) => {
    await using under = await startProxy({ faults: [planOf(blackhole, { connections: { kind: 'existing' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    finish(client.socket);
    await under.seen('end', ({ side }) => side === 'client');
    await under.seen('closed');
    const second = await under.open();
    second.client.send(fromClient('x'));
    await second.server.untilLength(7);
    expect(server.ends).toEqual([]);
    under.proxy.lift('blackhole');
    expect(await server.end()).toBe(how);
  });

  test('behind a latency swallows what is on its way already', async () => {
    const faults = [
      planOf(latency, { with: { delay: '60ms' }, direction: 'to-client' }),
      planOf(blackhole, {
        direction: 'to-client',
        start: {
          kind: 'when',
          trigger: {
            event: 'message',
            nth: 2,
            every: undefined,
            match: undefined,
            direction: 'to-client',
            connection: undefined,
            fault: undefined,
            delayMs: 0,
          },
        },
        lifetime: { kind: 'for', durationMs: 150 },
      }),
    ];
    await using under = await startProxy({ faults });
    const { client, server } = await under.open();
    under.proxy.begin();
    server.send(Buffer.concat([fromServer('one'), fromServer('two'), fromServer('three').subarray(0, 4)]));
    await under.seen('affected', ({ fault }) => fault === 'blackhole');
    server.send(fromServer('three').subarray(4));
    await under.seen('fault-end');
    server.send(fromServer('four'));
    expect(await client.untilLength(6)).toEqual(Buffer.from(fromServer('four')));
  });
});

describe('latency', () => {
  test('is never early, keeps the order, and does not cut the throughput of what is pipelined', async () => {
    const delayMs = 40;
    await using under = await startProxy({
      faults: [planOf(latency, { with: { delay: `${delayMs}ms`, jitter: '20ms' }, direction: 'to-client' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const frames = Array.from({ length: 500 }, (_, index) => fromServer(`message ${index}`));
    const expected = concat(frames);
    const startedAt = realClock.now();
    const firstByte = once(client.socket, 'data').then(() => realClock.now());
    for (const frame of frames) {
      server.send(frame);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(Buffer.compare(await client.untilLength(expected.length), expected)).toBe(0);
    expect((await firstByte) - startedAt).toBeGreaterThanOrEqual(delayMs - 20);
    // One after the other they would take 20 s.
    expect(realClock.now() - startedAt).toBeLessThan(5_000);
  });

  test('delays the end as well, behind all that came before it', async () => {
    await using under = await startProxy({ faults: [planOf(latency, { with: { delay: '50ms' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    const startedAt = realClock.now();
    server.send(fromServer('last words'));
    server.socket.resetAndDestroy();
    expect(await client.end()).toBe('reset');
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(50);
    expect(client.received.toString()).toContain('last words');
  });
});

describe('pause', () => {
  test('holds everything, the FIN too, and lets it go in order when lifted', async () => {
    await using under = await startProxy({ faults: [planOf(pause)] });
    const { client, server } = await under.open();
    under.proxy.begin();
    const frames = Array.from({ length: 50 }, (_, index) => fromServer(`held ${index}`));
    for (const frame of frames) server.send(frame);
    server.socket.end();
    client.send(fromClient('held as well'));
    await under.seen('end', ({ side }) => side === 'server');
    await under.seen('frame', ({ frame }) => frame.direction === 'to-server');
    expect([client.received.length, client.ends, server.received.length]).toEqual([0, [], 0]);
    under.proxy.lift('pause');
    expect(await client.end()).toBe('fin');
    expect(Buffer.compare(client.received, concat(frames))).toBe(0);
    await server.untilLength(fromClient('held as well').length);
  });

  test('stops reading the sender when it holds too much, and loses nothing', async () => {
    await using under = await startProxy({ faults: [planOf(pause)] });
    const { client, server } = await under.open();
    under.proxy.begin();
    const bytes = Buffer.from(encodeFrame({ opcode: 2, payload: Buffer.alloc(48 * 2 ** 20, 'p') }));
    server.send(bytes);
    await under.seen('affected');
    await untilStuck(server.socket);
    expect(server.socket.writableLength).toBeGreaterThan(0);
    under.proxy.lift('pause');
    expect(Buffer.compare(await client.untilLength(bytes.length), bytes)).toBe(0);
  });
});
