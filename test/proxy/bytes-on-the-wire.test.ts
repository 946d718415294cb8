import { describe, expect, test } from 'vitest';
import { bandwidth } from '../../src/faults/bandwidth.ts';
import { latency } from '../../src/faults/latency.ts';
import { limitBytes } from '../../src/faults/limit-bytes.ts';
import { partialFrame } from '../../src/faults/partial-frame.ts';
import { slice } from '../../src/faults/slice.ts';
import { stopReading } from '../../src/faults/stop-reading.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { concat } from '../wire/hex.ts';
import { fromClient, fromServer, maskKey, planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { watchPace } from './watch-pace.ts';
import { dialPeer, untilStuck } from './wire-peer.ts';

const directions = [
  ['to-client', 'server', 'client', {}],
  ['to-server', 'client', 'server', { maskKey }],
] as const;

/** A fragmented message with a ping inside, and one behind it. */
const streamOf = (masked: { readonly maskKey?: Uint8Array }, size = 2_000): Buffer =>
  Buffer.concat(
    [
      { opcode: opcodes.text, payload: Buffer.alloc(size, 'a'), fin: false },
      { opcode: opcodes.ping, payload: Buffer.from('?') },
      { opcode: opcodes.continuation, payload: Buffer.alloc(size, 'b') },
      { opcode: opcodes.binary, payload: Buffer.alloc(size, 'c') },
    ].map((spec) => encodeFrame({ ...spec, ...masked })),
  );

describe.each(directions)('%s', (direction, from, to, masked) => {
  const bytes = streamOf(masked);

  test('bandwidth lets no byte by before its time, the end neither, and changes none', async () => {
    await using under = await startProxy({ faults: [planOf(bandwidth, { with: { rate: '20kB/s' }, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const pace = watchPace(link[to]);
    link[from].send(bytes.subarray(0, 1_000));
    link[from].send(bytes.subarray(1_000));
    link[from].socket.end();
    const back = streamOf(direction === 'to-client' ? { maskKey } : {});
    link[to].send(back);
    expect((await link[from].untilLength(back.length)).equals(back)).toBe(true);
    expect(await link[to].end()).toBe('fin');
    expect(link[to].received.equals(bytes)).toBe(true);
    for (const [afterMs, count] of pace) expect(count).toBeLessThanOrEqual(20 * afterMs);
    // Cut in pieces of 400 bytes, of which a loaded machine may deliver some together.
    expect(pace.length).toBeGreaterThan(1);
    expect(pace.at(-1)?.[0]).toBeGreaterThanOrEqual(bytes.length / 20);
  });

  test('bandwidth passes a burst at once', async () => {
    const options = { rate: '10B/s', burst: '7kB' };
    await using under = await startProxy({ faults: [planOf(bandwidth, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    link[from].send(bytes);
    expect((await link[to].untilLength(bytes.length)).equals(bytes)).toBe(true);
  });

  test('slice cuts anywhere, a segment each delay, and changes no byte', async () => {
    const options = { size: '150B', delay: '3ms' };
    await using under = await startProxy({ faults: [planOf(slice, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const pace = watchPace(link[to]);
    link[from].send(bytes);
    link[from].socket.end();
    expect(await link[to].end()).toBe('fin');
    expect(link[to].received.equals(bytes)).toBe(true);
    for (const [afterMs, count] of pace) expect(count).toBeLessThanOrEqual((Math.floor(afterMs / 3) + 1) * 150);
    expect(pace.length).toBeGreaterThan(1);
  });

  test.each([
    'bandwidth',
    'slice',
  ] as const)('%s makes the sender wait, and lets go at once when lifted', async (type) => {
    const plan =
      type === 'slice'
        ? planOf(slice, { with: { size: '64B', delay: '10ms' }, direction })
        : planOf(bandwidth, { with: { rate: '10kB/s' }, direction });
    await using under = await startProxy({ faults: [plan] });
    const link = await under.open();
    under.proxy.begin();
    const large = Buffer.from(
      encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(32 * 2 ** 20, 'l'), ...masked }),
    );
    link[from].send(large);
    await link[to].untilLength(1);
    await untilStuck(link[from].socket);
    expect(link[from].socket.writableLength).toBeGreaterThan(0);
    under.proxy.lift(type);
    expect((await link[to].untilLength(large.length)).equals(large)).toBe(true);
    link[from].send(bytes);
    await link[to].untilLength(large.length + bytes.length);
  });

  test.each([
    ['stall', undefined],
    ['fin', 'fin'],
    ['reset', 'reset'],
  ] as const)('partial-frame cuts the next data frame after its bytes, then %s', async (then, how) => {
    const options = { frames: { opcode: 'binary' }, bytes: '1000B', then };
    await using under = await startProxy({ faults: [planOf(partialFrame, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const expected = bytes.subarray(0, bytes.length - 1_004 - (direction === 'to-server' ? 4 : 0));
    for (let at = 0; at < bytes.length; at += 700) link[from].send(bytes.subarray(at, at + 700));
    if (how === undefined) {
      await under.seen('frame', ({ frame }) => frame.header.opcode === opcodes.binary);
      link[from].send(bytes);
      link[from].socket.end();
      await under.seen('end');
      under.proxy.lift('partial-frame');
      link[to].send(streamOf({}));
      await link[from].untilLength(streamOf({}).length);
      expect([link[from].ends, link[to].ends]).toEqual([[], []]);
    } else expect(await Promise.all([link[from].end(), link[to].end()])).toEqual([how, how]);
    expect(link[to].received.equals(expected)).toBe(true);
    expect(under.events.filter(({ kind }) => kind === 'affected')).toHaveLength(1);
  });

  test('partial-frame takes the end of a header for a place to cut, and lets shorter frames by', async () => {
    const options = { bytes: direction === 'to-server' ? '8B' : '4B' };
    await using under = await startProxy({ faults: [planOf(partialFrame, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const short = encodeFrame({ opcode: opcodes.pong, payload: Buffer.from('ok'), ...masked });
    const long = encodeFrame({ opcode: opcodes.text, payload: Buffer.alloc(500, 'x'), ...masked });
    const cutAt = short.length + (direction === 'to-server' ? 8 : 4);
    link[from].send(concat([short, long, short]));
    await under.seen('affected');
    expect(await link[to].untilLength(cutAt)).toEqual(Buffer.from(concat([short, long]).subarray(0, cutAt)));
    link[to].send(fromServer('other way'));
    await link[from].untilText('other way');
    expect(link[to].received.length).toBe(cutAt);
  });

  test.each([
    ['stall', undefined],
    ['fin', 'fin'],
    ['reset', 'reset'],
  ] as const)('limit-bytes passes exactly its bytes in this direction, then %s', async (then, how) => {
    await using under = await startProxy({
      faults: [planOf(limitBytes, { with: { bytes: '3kB', then }, direction })],
    });
    const link = await under.open();
    under.proxy.begin();
    link[to].send(streamOf({}));
    await link[from].untilLength(streamOf({}).length);
    for (let at = 0; at < 2_800; at += 700) link[from].send(bytes.subarray(at, at + 700));
    await link[to].untilLength(2_800);
    link[from].send(bytes.subarray(2_800));
    if (how === undefined) {
      await link[to].untilLength(3_000);
      link[to].send(fromServer('other way'));
      await link[from].untilText('other way');
      expect([link[from].ends, link[to].ends]).toEqual([[], []]);
    } else expect(await Promise.all([link[from].end(), link[to].end()])).toEqual([how, how]);
    expect(link[to].received.equals(bytes.subarray(0, 3_000))).toBe(true);
  });

  test('limit-bytes of 0B ends the connection at the first byte, and not before', async () => {
    const options = { bytes: '0B', then: 'fin' };
    await using under = await startProxy({ faults: [planOf(limitBytes, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    link[to].send(streamOf({}));
    await link[from].untilLength(streamOf({}).length);
    expect([link[from].ends, link[to].ends]).toEqual([[], []]);
    link[from].send(bytes);
    expect(await Promise.all([link[from].end(), link[to].end()])).toEqual(['fin', 'fin']);
    expect(link[to].received.length).toBe(0);
  });

  test('latency with holds: end lets the bytes by, and only the end arrives later', async () => {
    const options = { delay: '80ms', holds: 'end' };
    await using under = await startProxy({ faults: [planOf(latency, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const sentAt = realClock.now();
    link[from].send(bytes);
    link[from].socket.end();
    expect((await link[to].untilLength(bytes.length)).equals(bytes)).toBe(true);
    expect(link[to].ends).toEqual([]);
    expect(await link[to].end()).toBe('fin');
    expect(realClock.now() - sentAt).toBeGreaterThanOrEqual(80);
  });

  test('latency with holds: end lets go of the end at once when it is lifted', async () => {
    const options = { delay: '1h', holds: 'end' };
    await using under = await startProxy({ faults: [planOf(latency, { with: options, direction })] });
    const link = await under.open();
    under.proxy.begin();
    link[from].send(bytes);
    link[from].socket.end();
    await under.seen('end');
    under.proxy.lift('latency');
    expect(await link[to].end()).toBe('fin');
    expect(link[to].received.equals(bytes)).toBe(true);
  });

  test('stop-reading closes the window of the sender alone, and all comes when it is lifted', async () => {
    await using under = await startProxy({ faults: [planOf(stopReading, { direction })] });
    const link = await under.open();
    under.proxy.begin();
    const large = Buffer.from(
      encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(24 * 2 ** 20, 's'), ...masked }),
    );
    link[from].send(large);
    await untilStuck(link[from].socket);
    expect(link[from].socket.writableLength).toBeGreaterThan(0);
    link[to].send(streamOf({}));
    await link[from].untilLength(streamOf({}).length);
    // One read may have been under way.
    expect(link[to].received.length).toBeLessThanOrEqual(65_536);
    under.proxy.lift('stop-reading');
    expect((await link[to].untilLength(large.length)).equals(large)).toBe(true);
    link[from].socket.end();
    expect(await link[to].end()).toBe('fin');
  });
});

test('limit-bytes counts the bytes of a handshake on a connection that comes later', async () => {
  const bytes = switchingHead.length + 5;
  await using under = await startProxy({
    faults: [planOf(limitBytes, { with: { bytes: `${bytes}B`, then: 'fin' }, direction: 'to-client' })],
  });
  under.proxy.begin();
  const client = await dialPeer(under.proxy.port);
  client.send(requestHead);
  const server = await under.server.next();
  server.send(switchingHead);
  server.send(fromServer('more than fits'));
  expect(await client.end()).toBe('fin');
  expect(client.received.length).toBe(bytes);
  expect(await server.end()).toBe('fin');
});

test('stop-reading lets a handshake pass before it takes effect on a new connection', async () => {
  await using under = await startProxy({ faults: [planOf(stopReading, { direction: 'to-server' })] });
  under.proxy.begin();
  const { client, server } = await under.open();
  client.send(fromClient('never read'));
  server.send(fromServer('read'));
  await client.untilText('read');
  expect(server.received.length).toBe(0);
  client.socket.destroy();
});
