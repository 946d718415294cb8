import { describe, expect, test } from 'vitest';
import type { Toxic } from '../../../src/control/toxiproxy/toxic.ts';
import { createToxicRack, type ToxicRack } from '../../../src/control/toxiproxy/toxic-rack.ts';
import { createProxySession, type ProxySession } from '../../../src/runner/session/proxy-session.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer } from '../../proxy/wire-peer.ts';

const toxicOf = (type: string, given: Partial<Toxic> = {}): Toxic => ({
  ...{ name: `${type}_downstream`, type, stream: 'downstream', toxicity: 1, attributes: {} },
  ...given,
});

interface Bench extends AsyncDisposable {
  readonly server: WireServer;
  readonly session: ProxySession;
  readonly rack: ToxicRack;
  dial(): Promise<readonly [client: WirePeer, server: WirePeer]>;
}

async function start(toxics: readonly Toxic[] = []): Promise<Bench> {
  const server = await startWireServer();
  const session = await createProxySession({ name: 'one', target: `tcp://127.0.0.1:${server.port}` });
  const rack = createToxicRack(session);
  for (const toxic of toxics) rack.add(toxic);
  return {
    server,
    session,
    rack,
    async dial() {
      const client = await dialPeer(session.port);
      return [client, await server.next()];
    },
    async [Symbol.asyncDispose]() {
      await session.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const idsOf = ({ session }: Bench): readonly string[] => session.faults().map(({ id }) => id);

describe('a toxic for all connections', () => {
  test('is one fault, named after it, that is over when the toxic is removed', async () => {
    await using bench = await start();
    const slow = toxicOf('latency', { name: 'slow & steady', attributes: { latency: 5, jitter: 0 } });
    bench.rack.add(slow);
    expect([bench.rack.list(), bench.rack.find('slow & steady'), idsOf(bench)]).toEqual([
      [slow],
      slow,
      ['toxic-slow___steady'],
    ]);
    bench.rack.remove('slow & steady');
    expect([bench.rack.list(), idsOf(bench)]).toEqual([[], []]);
    bench.rack.remove('slow & steady');
  });

  test('acts on connections that come later', async () => {
    await using bench = await start([toxicOf('limit_data', { attributes: { bytes: 3 } })]);
    const [client, server] = await bench.dial();
    server.send('abcdef');
    expect(await client.end()).toBe('fin');
    expect(String(client.received)).toBe('abc');
  });

  test('gets another name for its fault where that one is taken', async () => {
    await using bench = await start();
    bench.session.inject({ fault: 'pause', id: 'toxic-one' });
    bench.rack.add(toxicOf('latency', { name: 'one', attributes: { latency: 5, jitter: 0 } }));
    expect(idsOf(bench)).toEqual(['toxic-one', 'toxic-one.1']);
  });

  test('leaves alone what an update does not change', async () => {
    await using bench = await start([toxicOf('timeout', { attributes: { timeout: 0 } })]);
    const [client, server] = await bench.dial();
    server.send('lost');
    bench.rack.replace(toxicOf('timeout', { attributes: { timeout: 3_600_000 } }));
    expect(idsOf(bench)).toEqual(['toxic-timeout_downstream', 'toxic-timeout_downstream.1']);
    bench.rack.replace(toxicOf('timeout', { attributes: { timeout: 0 } }));
    expect(idsOf(bench)).toEqual(['toxic-timeout_downstream']);
    client.send('heard');
    await server.untilText('heard');
    expect([client.received.length, client.ends, server.ends]).toEqual([0, [], []]);
  });

  test('does not mind that somebody else has lifted its fault', async () => {
    await using bench = await start([toxicOf('latency', { attributes: { latency: 5, jitter: 0 } })]);
    bench.session.clear();
    bench.rack.clear();
    expect(bench.rack.list()).toEqual([]);
  });

  test('that no fault can be made of changes nothing', async () => {
    await using bench = await start();
    expect(() => bench.rack.add(toxicOf('slice', { attributes: { size: 'small' } }))).toThrow(/size/);
    expect([bench.rack.list(), idsOf(bench)]).toEqual([[], []]);
    bench.rack.add(toxicOf('slice', { attributes: { size: '4B' } }));
    expect(() => bench.rack.replace(toxicOf('slice', { attributes: { size: '0B' } }))).toThrow(/size/);
    expect(bench.rack.find('slice_downstream')?.attributes).toEqual({ size: '4B' });
    expect(idsOf(bench)).toEqual(['toxic-slice_downstream']);
  });
});

test('the list has the toxics upstream first', async () => {
  await using bench = await start();
  for (const stream of ['downstream', 'upstream']) {
    for (const type of ['bandwidth', 'latency']) {
      const attributes = { rate: 9, latency: 0, jitter: 0 };
      bench.rack.add(toxicOf(type, { name: `${type}_${stream}`, stream, attributes }));
    }
  }
  const names = bench.rack.list().map(({ name }) => name);
  expect(names).toEqual(['bandwidth_upstream', 'latency_upstream', 'bandwidth_downstream', 'latency_downstream']);
});

describe('toxicity', () => {
  const quota = (toxicity: number): Toxic => toxicOf('limit_data', { toxicity, attributes: { bytes: 1 } });

  /** Which of so many connections end after one byte, from the first on. */
  const endedOf = async (bench: Bench, links: readonly (readonly [WirePeer, WirePeer])[]): Promise<string> => {
    const seen: string[] = [];
    for (const [client, server] of links) {
      server.send('xy');
      const end = client.end().then(() => 'x');
      seen.push(
        await Promise.race([
          end,
          client.untilLength(2).then(
            () => '.',
            () => 'x',
          ),
        ]),
      );
    }
    expect(bench.rack.list()).toHaveLength(1);
    return seen.join('');
  };

  test('is drawn once for each connection, live ones and new ones, the same in every run', async () => {
    const patterns: string[] = [];
    for (const isEarly of [true, false]) {
      await using bench = await start();
      if (isEarly) bench.rack.add(quota(0.5));
      const links = [];
      for (let count = 0; count < 20; count++) links.push(await bench.dial());
      if (!isEarly) bench.rack.add(quota(0.5));
      patterns.push(await endedOf(bench, links));
    }
    expect(patterns[0]).toBe(patterns[1]);
    expect(patterns[0]).toMatch(/x.*\..*x|\..*x.*\./);
  });

  test('of 0 touches nobody, and raised it touches more', async () => {
    await using bench = await start([quota(0)]);
    const first = await bench.dial();
    expect(await endedOf(bench, [first])).toBe('.');
    bench.rack.replace(quota(1));
    expect(await endedOf(bench, [await bench.dial()])).toBe('x');
    bench.rack.replace(quota(0));
    expect(idsOf(bench)).toEqual([]);
  });

  test('leaves no faults behind of connections that are gone', async () => {
    await using bench = await start([toxicOf('latency', { toxicity: 0.9, attributes: { latency: 0, jitter: 0 } })]);
    for (let count = 0; count < 160; count++) {
      const [client] = await bench.dial();
      client.socket.resetAndDestroy();
      await bench.server.untilLive(0);
    }
    expect(idsOf(bench).length).toBeLessThan(100);
  });
});

describe('a timeout that is removed', () => {
  test('ends the connections that met it, of whose bytes some are missing, and no other', async () => {
    await using bench = await start([toxicOf('timeout', { attributes: { timeout: 0 } })]);
    const [client, server] = await bench.dial();
    server.send('lost');
    client.send('heard');
    await server.untilText('heard');
    bench.rack.remove('timeout_downstream');
    expect(await Promise.all([client.end(), server.end()])).toEqual(['fin', 'fin']);
    expect(client.received.length).toBe(0);
    const [next, other] = await bench.dial();
    other.send('heard');
    expect(await next.untilText('heard')).toBe('heard');
  });

  test('spares those that its toxicity spared', async () => {
    await using bench = await start();
    const links = [await bench.dial(), await bench.dial(), await bench.dial(), await bench.dial()];
    bench.rack.add(toxicOf('timeout', { toxicity: 0.5, attributes: { timeout: 0 } }));
    const met = new Set(bench.session.faults().map(({ entry }) => (entry?.connections as { nth: number }).nth));
    expect([met.size > 0, met.size < 4]).toEqual([true, true]);
    bench.rack.clear();
    for (const [index, [client, server]] of links.entries()) {
      if (met.has(index + 1)) expect(await client.end()).toBe('fin');
      else {
        server.send('spared');
        expect(await client.untilText('spared')).toBe('spared');
      }
    }
  });
});

test('a fault that happens in an instant touches the connections that are there', async () => {
  await using bench = await start();
  const [client, server] = await bench.dial();
  bench.rack.add(toxicOf('reset', { attributes: {} }));
  expect(await Promise.all([client.end(), server.end()])).toEqual(['reset', 'reset']);
  const [next, other] = await bench.dial();
  other.send('spared');
  expect(await next.untilText('spared')).toBe('spared');
  expect(bench.rack.list()).toHaveLength(1);
  bench.rack.remove('reset_downstream');
});
