import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { resetPeer, wasReset } from '../../src/proxy/socket-end.ts';
import { deferred } from './deferred.ts';
import { dialTls, startTlsListener } from './tls-listener.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

describe('an end', () => {
  test('that was a FIN is no reset', async () => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    (await server.next()).socket.end();
    await once(client.socket, 'end');
    expect(wasReset(client.socket)).toBe(false);
    client.socket.end();
    expect(wasReset(client.socket)).toBe(false);
  });

  test('is found out as a RST also when Node reports the data that came with it and an end', async () => {
    await using server = await startWireServer();
    for (let round = 0; round < 20; round++) {
      const socket = net.connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
      await once(socket, 'connect');
      const peer = await server.next();
      socket.pause();
      const { promise, resolve } = deferred<boolean>();
      socket.on('end', () => resolve(wasReset(socket)));
      socket.on('error', () => resolve(true));
      peer.socket.write('last words', () => peer.socket.resetAndDestroy());
      await peer.closed();
      socket.resume();
      expect(await promise).toBe(true);
      socket.destroy();
    }
  });

  test('of a socket that is gone is not asked for', () => {
    expect(wasReset(new net.Socket())).toBe(false);
  });
});

describe('a reset', () => {
  test('is a RST whatever waits to be written, and harmless the second time', async () => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    const peer = await server.next();
    peer.socket.write(Buffer.alloc(32 * 2 ** 20));
    resetPeer({ socket: peer.socket, raw: peer.socket });
    resetPeer({ socket: peer.socket, raw: peer.socket });
    expect(await client.end()).toBe('reset');
  });

  test('right after a FIN closes the socket all the same', async () => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    const peer = await server.next();
    peer.socket.end();
    resetPeer({ socket: peer.socket, raw: peer.socket });
    await peer.closed();
    // Whether the FIN is noticed before the RST is a matter of luck.
    client.socket.end();
    await client.closed();
    expect(peer.ends).toEqual([]);
  });

  test('of a socket that is to be connected and ended closes it once it is', async () => {
    await using server = await startWireServer();
    const socket = net.connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end();
    resetPeer({ socket, raw: socket });
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('right after a FIN closes the socket below TLS, too', async () => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca });
    client.raw.on('error', () => {});
    await once(client.socket, 'secureConnect');
    const { socket, raw } = await listener.next();
    socket.end();
    resetPeer({ socket, raw });
    await once(raw, 'close');
    expect(raw.destroyed).toBe(true);
    client.socket.destroy();
    await listener.untilLive(0);
  });
});
