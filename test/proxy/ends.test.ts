import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { fromClient, fromServer } from './open-link.ts';
import { ways } from './ways.ts';
import { untilStuck, type WirePeer } from './wire-peer.ts';

const sides = [['client'], ['server']] as const;

describe.each(ways)('a connection %s', (_way, start) => {
  describe.each(sides)('whose %s ends', (side) => {
    const pick = (link: { client: WirePeer; server: WirePeer }): { one: WirePeer; other: WirePeer } =>
      side === 'client' ? { one: link.client, other: link.server } : { one: link.server, other: link.client };

    test('with a FIN shows a FIN to the other, and only one half is closed', async () => {
      await using way = await start();
      const link = await way.open();
      const { one, other } = pick(link);
      one.socket.end();
      expect(await other.end()).toBe('fin');
      other.send(fromServer('still here'));
      await one.untilText('still here');
      other.socket.end();
      expect(await one.end()).toBe('fin');
      await Promise.all([one.closed(), other.closed()]);
      await way.server.untilLive(0);
      expect([link.client.ends, link.server.ends]).toEqual([['fin'], ['fin']]);
    });

    test('with a RST when idle shows a RST to the other', async () => {
      await using way = await start();
      const { one, other } = pick(await way.open());
      one.socket.resetAndDestroy();
      expect(await other.end()).toBe('reset');
      await way.server.untilLive(0);
    });

    test('with data and then a FIN delivers all of it before the FIN', async () => {
      await using way = await start();
      const { one, other } = pick(await way.open());
      const bytes = encodeFrame({ opcode: 2, payload: Buffer.alloc(3 * 2 ** 20, 'x') });
      one.send(bytes);
      one.socket.end();
      expect(await other.end()).toBe('fin');
      expect(other.received.length).toBe(bytes.length);
    });

    test('with a FIN and then a RST shows both', async () => {
      await using way = await start();
      const { one, other } = pick(await way.open());
      one.socket.end();
      expect(await other.end()).toBe('fin');
      // On the wire the RST is the answer to what comes for a socket that is gone.
      one.socket.destroy();
      const push = (): void => {
        if (!other.socket.destroyed) other.socket.write(fromServer('into the void'), () => setImmediate(push));
      };
      push();
      await other.closed();
      expect(other.ends).toEqual(['fin', 'reset']);
    });

    test('with a RST while data is in flight shows a RST to the other', async () => {
      await using way = await start();
      const { one, other } = pick(await way.open());
      const push = (): void => {
        if (!other.socket.destroyed) other.socket.write(fromClient('busy'), () => setImmediate(push));
      };
      push();
      await one.untilLength(100);
      one.socket.resetAndDestroy();
      expect(await other.end()).toBe('reset');
      await way.server.untilLive(0);
    });
  });

  test('in another protocol carries any bytes and any end', async () => {
    await using way = await start({ scheme: 'tcp' });
    const { client, server } = await way.dial();
    server.send('220 mail.test ESMTP\r\n');
    await client.untilText('ESMTP\r\n');
    const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => index);
    client.send(bytes);
    expect(Buffer.compare(await server.untilLength(bytes.length), bytes)).toBe(0);
    client.socket.end();
    expect(await server.end()).toBe('fin');
    server.send('bye');
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe('220 mail.test ESMTP\r\nbye');
  });

  test('makes a sender wait for a receiver that does not read, and loses nothing', async () => {
    await using way = await start();
    const { client, server } = await way.open();
    client.socket.pause();
    const bytes = encodeFrame({ opcode: 2, payload: Buffer.alloc(96 * 2 ** 20, 'x') });
    server.send(bytes);
    await untilStuck(server.socket);
    // What the buffers of two hops took; without back-pressure it would be all.
    expect(bytes.length - server.socket.writableLength).toBeLessThan(48 * 2 ** 20);
    server.socket.end();
    client.socket.resume();
    expect(await client.end()).toBe('fin');
    expect(client.received.length).toBe(bytes.length);
  });
});
