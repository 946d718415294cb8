import { describe, expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { dialPeer, type WirePeer } from '../../proxy/wire-peer.ts';
import { startToxiproxy, toxicOf } from './start-toxiproxy.ts';

/*
 * Figures, for a machine that is idle.
 */

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** How long one byte there and one back take. */
async function roundTrip(client: WirePeer, server: WirePeer): Promise<number> {
  client.forget();
  server.forget();
  const startedAt = realClock.now();
  client.send('?');
  await server.untilLength(1);
  server.send('!');
  await client.untilLength(1);
  return realClock.now() - startedAt;
}

describe('latency', () => {
  test.each([5, 50, 200])('of %i ms is kept to 1 ms, compared with a direct connection', async (latency) => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream, server } = under;
    const proxy = await toxiproxy.createProxy({ name: 'tcp', listen: 'localhost:0', upstream, enabled: true });
    await proxy.addToxic(toxicOf('latency', { latency, jitter: 0 }));
    const slow = await under.dial(proxy);
    const client = await dialPeer(server.port);
    const direct = { client, server: await server.next() };
    const extra: number[] = [];
    for (let round = 0; round < 40; round++) {
      const base = await roundTrip(direct.client, direct.server);
      extra.push((await roundTrip(slow.client, slow.server)) - base);
    }
    const error = medianOf(extra) - latency;
    console.info(`latency ${latency} ms: ${error.toFixed(3)} ms more than asked, median of ${extra.length}`);
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(1);
  });
});

describe('bandwidth', () => {
  test.each([100, 1_000, 10_000])('of %i KB/s is kept to one part in a hundred', async (rate) => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const proxy = await toxiproxy.createProxy({ name: 'tcp', listen: 'localhost:0', upstream, enabled: true });
    await proxy.addToxic(toxicOf('bandwidth', { rate }));
    const { client, server } = await under.dial(proxy);
    const bytes = rate * 1_000 * 4;
    const startedAt = realClock.now();
    server.send(Buffer.alloc(bytes));
    await client.untilLength(bytes);
    const measured = bytes / (realClock.now() - startedAt);
    console.info(`bandwidth ${rate} KB/s: ${measured.toFixed(1)} KB/s over ${bytes} bytes`);
    expect(Math.abs(measured / rate - 1)).toBeLessThan(0.01);
  });
});
