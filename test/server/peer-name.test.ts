import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { peerName } from '../../src/server/peer-name.ts';
import { selfSigned } from '../client/self-signed.ts';

test('a TLS socket and the TCP socket below it have one name, which no other connection has', async () => {
  const server = createTlsServer(selfSigned).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const accept = async (): Promise<{ client: TLSSocket; names: readonly string[] }> => {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const secured = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const client = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    const [[below], [above]] = await Promise.all([accepted, secured]);
    return { client, names: [peerName(below), peerName(above)] };
  };
  const first = await accept();
  const second = await accept();
  expect(first.names).toEqual(Array(2).fill(`127.0.0.1 ${first.client.localPort}`));
  expect(second.names).not.toEqual(first.names);
  for (const { client } of [first, second]) client.destroy();
  await new Promise((resolve) => server.close(resolve));
});
