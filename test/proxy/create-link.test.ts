import { describe, expect, test } from 'vitest';
import { blackhole } from '../../src/faults/blackhole.ts';
import { close } from '../../src/faults/close.ts';
import { disconnect } from '../../src/faults/disconnect.ts';
import { latency } from '../../src/faults/latency.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { findFreePorts } from '../support/find-free-ports.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromClient, planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { dialPeer, untilStuck } from './wire-peer.ts';

describe('a link', () => {
  test('tells the life of a connection in order', async () => {
    await using under = await startProxy();
    const { client, server } = await under.open();
    client.send(fromClient('a'));
    await server.untilLength(7);
    client.socket.end();
    await server.end();
    server.socket.end();
    await under.seen('closed');
    expect(
      under.events.map((event) => ('side' in event ? `${event.kind} ${event.side} ${event.how}` : event.kind)),
    ).toEqual(['accept', 'handshake', 'open', 'delivered', 'frame', 'end client fin', 'end server fin', 'closed']);
  });

  test('lets a client go that ends without a word, though the server refuses', async () => {
    const [port = 0] = await findFreePorts(1);
    const listen = { host: '127.0.0.1', port: 0 };
    const proxy = await createProxy({ target: `ws://127.0.0.1:${port}`, listen, clock: realClock });
    const client = await dialPeer(proxy.port);
    client.socket.end();
    expect(await client.end()).toBe('fin');
    await client.closed();
    await expect.poll(() => proxy.connections).toBe(0);
    await proxy.close();
  });

  test('dials the server at once, so that a server that speaks first is heard', async () => {
    await using under = await startProxy();
    const client = await dialPeer(under.proxy.port);
    const server = await under.server.next();
    server.send('HTTP/1.1 408 Request Timeout\r\n\r\n');
    expect(await client.untilText('\r\n\r\n')).toBe('HTTP/1.1 408 Request Timeout\r\n\r\n');
  });

  test('lets a server see a client that connects and leaves without a word', async () => {
    await using under = await startProxy();
    const client = await dialPeer(under.proxy.port);
    const server = await under.server.next();
    client.socket.end();
    expect(await server.end()).toBe('fin');
    server.socket.end();
    expect(await client.end()).toBe('fin');
  });

  test('reads the server on when the client is gone while it was congested', async () => {
    await using under = await startProxy({ faults: [planOf(reset, { with: { side: 'client' } })] });
    const { client, server } = await under.open();
    client.socket.pause();
    // More than all the buffers on the way hold.
    server.send(encodeFrame({ opcode: 2, payload: new Uint8Array(48 * 2 ** 20) }));
    await untilStuck(server.socket);
    under.proxy.begin();
    await new Promise<void>((resolve) => server.socket.write('', () => resolve()));
    expect([server.ends, server.socket.writableLength]).toEqual([[], 0]);
  });

  test('keeps what a fault left of a connection for a minute after its peer has finished, and then lets go', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [planOf(reset, { with: { side: 'client' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await client.end()).toBe('reset');
    server.socket.end();
    await under.seen('end', ({ side }) => side === 'server');
    clock.advance(59_999);
    expect([server.ends, under.proxy.connections]).toEqual([[], 1]);
    clock.advance(1);
    expect(await server.end()).toBe('fin');
    await under.server.untilLive(0);
  });

  test.each([
    ['a Close frame that leaves TCP up', planOf(close, { with: { code: 1001, then: 'open' } })],
    ['an end of the server alone', planOf(disconnect, { with: { side: 'server' } })],
    ['a reset of the server alone', planOf(reset, { with: { side: 'server' } })],
    ['a black hole', planOf(blackhole)],
  ])('tells that a client has let go of it after %s, though our side stays open', async (_what, plan) => {
    await using under = await startProxy({ faults: [plan] });
    const { client } = await under.open();
    under.proxy.begin();
    await under.seen('injected');
    client.socket.end();
    const { t } = await under.seen('closed');
    const { t: endedAt } = await under.seen('end', ({ side }) => side === 'client');
    expect(t - endedAt).toBeLessThan(1_000);
    expect(client.ends).toEqual([]);
  });

  test('is not told closed while a late end of the client is still on its way', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [planOf(latency, { with: { delay: '50ms' } })] });
    const { client } = await under.open();
    under.proxy.begin();
    client.socket.end();
    await under.seen('end', ({ side }) => side === 'client');
    expect(under.events.map(({ kind }) => kind)).not.toContain('closed');
  });

  test('that was rejected lets go of a client that keeps its half, after a minute', async () => {
    const clock = createManualClock();
    const plan = planOf(reject, { start: { kind: 'at', offsetMs: 0 } });
    await using under = await startProxy({ clock, faults: [plan] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    clock.advance(59_999);
    expect(under.proxy.connections).toBe(1);
    clock.advance(1);
    await under.seen('closed');
    expect(under.proxy.connections).toBe(0);
  });

  test('does not let go of what a black hole still holds', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [planOf(blackhole)] });
    const { client, server } = await under.open();
    under.proxy.begin();
    client.socket.resetAndDestroy();
    await under.seen('closed');
    server.socket.end();
    await under.seen('end', ({ side }) => side === 'server');
    clock.advance(600_000);
    expect(server.ends).toEqual([]);
    under.proxy.lift('blackhole');
    expect(await server.end()).toBe('reset');
  });

  test('passes the FIN of a client on while the answer of the server is still stuck before it', async () => {
    await using under = await startProxy();
    const { client, server } = await under.open();
    client.socket.pause();
    const bytes = encodeFrame({ opcode: 2, payload: new Uint8Array(24 * 2 ** 20) });
    server.send(bytes);
    await untilStuck(server.socket);
    client.socket.end();
    expect(await server.end()).toBe('fin');
    server.socket.end();
    client.socket.resume();
    expect(await client.end()).toBe('fin');
    expect(client.received.length).toBe(bytes.length);
    await under.server.untilLive(0);
  });

  test('survives a client that resets before it has an answer, and leaves nothing', async () => {
    await using under = await startProxy({}, (peer) => peer.socket.once('data', () => peer.send(switchingHead)));
    for (let round = 0; round < 20; round++) {
      const client = await dialPeer(under.proxy.port);
      if (round % 2 === 0) client.send(requestHead);
      client.socket.resetAndDestroy();
    }
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    await client.untilText('\r\n\r\n');
    await under.server.untilLive(1);
    expect(under.proxy.connections).toBe(1);
  });
});
