import { expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromServer, planOf, requestHead, switchingHead } from './open-link.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

test.each(
  faults.map((fault) => [fault.type, fault] as const),
)('a proxy that is closed while %s acts leaves nothing to be done later', async (_type, fault) => {
  await using server = await startWireServer();
  const clock = createManualClock();
  const proxy = await createProxy({ target: `ws://127.0.0.1:${server.port}`, clock });
  const client = await dialPeer(proxy.port);
  const upstream = await server.next();
  client.socket.write(requestHead);
  await upstream.untilText('\r\n\r\n');
  upstream.socket.write(switchingHead);
  await client.untilText('\r\n\r\n');
  proxy.begin();
  for (const lifetime of [undefined, { kind: 'for', durationMs: 60_000 } as const]) {
    if (lifetime !== undefined && fault.lifetime === 'instant') continue;
    proxy.arm(
      planOf(fault, { id: `${fault.type}-${lifetime?.kind}`, ...(lifetime === undefined ? {} : { lifetime }) }),
    );
  }
  clock.advance(150);
  upstream.socket.write(fromServer('something to act on'));
  const late = await dialPeer(proxy.port).catch(() => undefined);
  await proxy.close();
  for (const peer of [client, late]) peer?.socket.destroy();
  expect([clock.pending, proxy.connections]).toEqual([0, 0]);
});
