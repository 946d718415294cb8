import type { Proxy as ToxiproxyProxy } from 'toxiproxy-node-client';
import { describe, expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { watchPace } from '../../proxy/watch-pace.ts';
import { dialPeer } from '../../proxy/wire-peer.ts';
import { portOf, startToxiproxy, type ToxiproxyUnderTest, toxicOf } from './start-toxiproxy.ts';

const streams = [
  ['downstream', 'server', 'client'],
  ['upstream', 'client', 'server'],
] as const;

type Link = Awaited<ReturnType<ToxiproxyUnderTest['dial']>>;

interface Bench extends AsyncDisposable {
  readonly under: ToxiproxyUnderTest;
  readonly proxy: ToxiproxyProxy;
  readonly link: Link;
}

/** A proxy, and a connection through it that is older than every toxic. */
async function start(): Promise<Bench> {
  const under = await startToxiproxy();
  const { toxiproxy, upstream } = under;
  const proxy = await toxiproxy.createProxy({ name: 'tcp', listen: 'localhost:0', upstream, enabled: true });
  const link = await under.dial(proxy);
  link.client.send('ready');
  await link.server.untilText('ready');
  link.server.forget();
  return { under, proxy, link, [Symbol.asyncDispose]: () => under[Symbol.asyncDispose]() };
}

/** Bytes that tell where they stand. */
function numbered(bytes: number): Buffer {
  const all = Buffer.alloc(bytes - (bytes % 4));
  for (let at = 0; at < all.length; at += 4) all.writeUInt32BE(at, at);
  return all;
}

describe.each(streams)('%s', (stream, from, to) => {
  test('latency is never early, keeps every byte and the order, and delays the end, too', async () => {
    await using bench = await start();
    await bench.proxy.addToxic(toxicOf('latency', { latency: 40, jitter: 5 }, { stream }));
    const { link } = bench;
    const pace = watchPace(link[to]);
    const sentAt = realClock.now();
    const bytes = numbered(20_000);
    for (let at = 0; at < bytes.length; at += 1_000) link[from].send(bytes.subarray(at, at + 1_000));
    link[from].socket.end();
    link[to].send('the other way at once');
    await link[from].untilText('the other way at once');
    expect(await link[to].end()).toBe('fin');
    expect(realClock.now() - sentAt).toBeGreaterThanOrEqual(35);
    expect(link[to].received.equals(bytes)).toBe(true);
    for (const [afterMs] of pace) expect(afterMs).toBeGreaterThanOrEqual(35);
  });

  test('bandwidth lets no byte by before its time: 1 KB are 1,000 bytes', async () => {
    await using bench = await start();
    await bench.proxy.addToxic(toxicOf('bandwidth', { rate: 50 }, { stream }));
    const { link } = bench;
    const pace = watchPace(link[to]);
    const bytes = numbered(6_000);
    link[from].send(bytes);
    expect((await link[to].untilLength(bytes.length)).equals(bytes)).toBe(true);
    for (const [afterMs, count] of pace) expect(count).toBeLessThanOrEqual(50 * afterMs);
  });

  test('bandwidth of 0 stalls, without loss, until it is removed', async () => {
    await using bench = await start();
    const toxic = await bench.proxy.addToxic(toxicOf('bandwidth', { rate: 0 }, { stream }));
    const { link } = bench;
    const bytes = numbered(2 ** 20);
    link[from].send(bytes);
    link[from].socket.end();
    link[to].send('the other way');
    await link[from].untilText('the other way');
    expect([link[to].received.length, link[to].ends]).toEqual([0, []]);
    await toxic.remove();
    expect(await link[to].end()).toBe('fin');
    expect(link[to].received.equals(bytes)).toBe(true);
  });

  test('slow_close lets the bytes by at once, and the end later', async () => {
    await using bench = await start();
    await bench.proxy.addToxic(toxicOf('slow_close', { delay: 90 }, { stream }));
    const { link } = bench;
    const sentAt = realClock.now();
    link[from].send('bytes');
    link[from].socket.end();
    await link[to].untilText('bytes');
    expect(link[to].ends).toEqual([]);
    expect(await link[to].end()).toBe('fin');
    expect(realClock.now() - sentAt).toBeGreaterThanOrEqual(90);
  });

  test('timeout of 0 is a black hole in its direction until it is removed, which ends the connection', async () => {
    await using bench = await start();
    const toxic = await bench.proxy.addToxic(toxicOf('timeout', { timeout: 0 }, { stream }));
    const { link } = bench;
    link[from].send('lost');
    link[to].send('the other way');
    await link[from].untilText('the other way');
    expect([link[to].received.length, link[to].ends, link[from].ends]).toEqual([0, [], []]);
    await toxic.remove();
    expect(await Promise.all([link[from].end(), link[to].end()])).toEqual(['fin', 'fin']);
    expect(link[to].received.length).toBe(0);
  });

  test('timeout ends the connection after its time, however busy it is', async () => {
    await using bench = await start();
    const { link } = bench;
    const startedAt = realClock.now();
    await bench.proxy.addToxic(toxicOf('timeout', { timeout: 80 }, { stream }));
    const push = (): void => {
      if (link[from].ends.length === 0) link[from].socket.write('lost', () => setImmediate(push));
    };
    push();
    expect(await link[to].end()).toBe('fin');
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(80);
    expect(link[to].received.length).toBe(0);
  });

  test.each([
    ['in the middle of a chunk', 1_500],
    ['at the end of a chunk', 2_000],
    ['in the first chunk', 3],
    ['before the first byte', 0],
  ])('limit_data passes exactly its bytes and ends the connection %s', async (_where, limit) => {
    await using bench = await start();
    await bench.proxy.addToxic(toxicOf('limit_data', { bytes: limit }, { stream }));
    const { link } = bench;
    link[to].send('the other way does not count');
    await link[from].untilText('does not count');
    expect([link[from].ends, link[to].ends]).toEqual([[], []]);
    const bytes = numbered(4_000);
    for (let at = 0; at < bytes.length; at += 1_000) link[from].send(bytes.subarray(at, at + 1_000));
    expect(await Promise.all([link[from].end(), link[to].end()])).toEqual(['fin', 'fin']);
    expect(link[to].received.equals(bytes.subarray(0, limit))).toBe(true);
  });

  test('slicer cuts into segments of its size, one each delay', async () => {
    await using bench = await start();
    const attributes = { average_size: 100, size_variation: 20, delay: 2_000 };
    await bench.proxy.addToxic(toxicOf('slicer', attributes, { stream }));
    const { link } = bench;
    const pace = watchPace(link[to]);
    const bytes = numbered(2_000);
    link[from].send(bytes);
    expect((await link[to].untilLength(bytes.length)).equals(bytes)).toBe(true);
    for (const [afterMs, count] of pace) expect(count).toBeLessThanOrEqual((Math.floor(afterMs / 2) + 1) * 120);
    expect(pace.length).toBeGreaterThan(1);
  });
});

describe('reset_peer', () => {
  test.each([
    ['at once', 0],
    ['after its time', 60],
  ])('resets live connections, also one that never said a word, %s', async (_when, timeout) => {
    await using bench = await start();
    const { under, proxy, link } = bench;
    const idle = await under.dial(proxy);
    const startedAt = realClock.now();
    await proxy.addToxic(toxicOf('reset_peer', { timeout }));
    const peers = [link.client, link.server, idle.client, idle.server];
    expect(await Promise.all(peers.map((peer) => peer.end()))).toEqual(Array(4).fill('reset'));
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(timeout);
    // It may come before the dial itself is told of.
    const later = dialPeer(portOf(proxy)).then(
      (peer) => peer.end(),
      ({ code }: NodeJS.ErrnoException) => (code === 'ECONNRESET' ? 'reset' : code),
    );
    expect(await later).toBe('reset');
  });
});

test.each(
  streams,
)('toxics that come, change and go %s while bytes flow lose none, and reorder none', async (stream, from, to) => {
  await using bench = await start();
  const { proxy, link } = bench;
  let sent = 0;
  let isDone = false;
  const send = async (): Promise<void> => {
    while (!isDone) {
      const block = Buffer.alloc(4_096);
      for (let at = 0; at < block.length; at += 4, sent += 4) block.writeUInt32BE(sent, at);
      await new Promise((resolve) => link[from].socket.write(block, resolve));
    }
    link[from].socket.end();
  };
  const sending = send();
  const steps = [
    ['latency', { latency: 3, jitter: 3 }, { latency: 1, jitter: 1 }],
    ['bandwidth', { rate: 20_000 }, { rate: 0 }],
    ['slicer', { average_size: 1_000, size_variation: 500 }, { average_size: 3_000 }],
    ['slow_close', { delay: 1 }, { delay: 5 }],
    ['limit_data', { bytes: 1e12 }, { bytes: 2e12 }],
  ] as const;
  for (const [type, first, second] of steps) {
    const toxic = await proxy.addToxic(toxicOf(type, first, { stream }));
    await link[to].untilLength(link[to].received.length + 1);
    await toxic.update(toxicOf(type, second));
    await toxic.remove();
    await link[to].untilLength(link[to].received.length + 1);
  }
  isDone = true;
  await sending;
  expect(await link[to].end()).toBe('fin');
  expect(link[to].received.length).toBe(sent);
  const bytes = link[to].received;
  for (let at = 0; at < sent; at += 4) if (bytes.readUInt32BE(at) !== at) expect(bytes.readUInt32BE(at)).toBe(at);
});
