import { once } from 'node:events';
import type net from 'node:net';
import tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { disconnect } from '../../src/faults/disconnect.ts';
import { reset } from '../../src/faults/reset.ts';
import { selfSigned } from '../client/self-signed.ts';
import { countSockets } from '../fuzz/watch-process.ts';
import { planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { dialTls } from './tls-listener.ts';
import { dialPeer, type WirePeer, watchPeer } from './wire-peer.ts';

// Every test of this file ends with the sockets that it began with: another file's would be counted in the middle of closing.

const faults = [planOf(disconnect), planOf(reset)];

/** Upgrades, and has the proxy end and reset both sides in one tick. */
async function upgradeAndCut(client: WirePeer, accepted: Promise<WirePeer>, begin: () => void): Promise<WirePeer> {
  client.send(requestHead);
  const server = await accepted;
  await server.untilText('\r\n\r\n');
  server.send(switchingHead);
  await client.untilText('\r\n\r\n');
  begin();
  // Whether the FIN is noticed before the RST is a matter of luck; who has noticed a FIN no longer notices a RST.
  await Promise.all([client.end(), server.end()]);
  return server;
}

describe('a FIN and a RST in one tick leave no socket of the proxy', () => {
  test('towards a client over TLS', async () => {
    const before = countSockets();
    {
      await using under = await startProxy({ listen: { host: '127.0.0.1', port: 0, tls: 'self-signed' }, faults });
      const { socket, raw } = dialTls(under.proxy.port, { ca: under.proxy.ca });
      await once(socket, 'secureConnect');
      await upgradeAndCut(watchPeer(socket), under.server.next(), under.proxy.begin);
      raw.destroy();
      await under.seen('gone');
    }
    await expect.poll(countSockets).toBe(before);
  });

  test('towards a server over TLS', async () => {
    const before = countSockets();
    {
      const server = tls.createServer({ ...selfSigned, allowHalfOpen: true }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as net.AddressInfo;
      await using under = await startProxy({ target: `wss://127.0.0.1:${port}`, rejectUnauthorized: false, faults });
      const client = await dialPeer(under.proxy.port);
      const accepted = once(server, 'secureConnection').then(([socket]: tls.TLSSocket[]) =>
        watchPeer(socket as net.Socket),
      );
      const upstream = await upgradeAndCut(client, accepted, under.proxy.begin);
      for (const { socket } of [client, upstream]) socket.destroy();
      await under.seen('gone');
      server.close();
    }
    await expect.poll(countSockets).toBe(before);
  });
});
