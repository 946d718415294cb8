import { expect, test } from 'vitest';
import { blackhole } from '../../src/faults/blackhole.ts';
import { idleTimeout } from '../../src/faults/idle-timeout.ts';
import { latency } from '../../src/faults/latency.ts';
import { limitBytes } from '../../src/faults/limit-bytes.ts';
import { pause } from '../../src/faults/pause.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromClient, planOf, startProxy } from './open-link.ts';

test.each([
  ['has sealed both directions', [planOf(idleTimeout, { with: { after: '1ms', how: 'silent' } })]],
  ['has cut both directions', [planOf(limitBytes, { with: { bytes: '1B', then: 'stall' }, direction: 'both' })]],
  ['throws everything away', [planOf(blackhole)]],
] as const)('when both peers have left and a fault %s, the sockets are kept for a minute more', async (_how, faults) => {
  const clock = createManualClock();
  await using under = await startProxy({ clock, faults });
  const { client, server } = await under.open();
  under.proxy.begin();
  clock.advance(10);
  client.send(fromClient('hello'));
  await under.seen('frame');
  server.send('hello');
  client.socket.end();
  server.socket.end();
  await under.seen('end', ({ side }) => side === 'client');
  await under.seen('end', ({ side }) => side === 'server');
  clock.advance(10);
  under.proxy.liftAll();
  clock.advance(59_000);
  expect(under.proxy.connections).toBe(1);
  clock.advance(1_000);
  await client.closed();
  await server.closed();
  expect(under.proxy.connections).toBe(0);
});

test('what a fault still has to deliver to a peer that waits for it is delivered, however late', async () => {
  const clock = createManualClock();
  await using under = await startProxy({ clock, faults: [planOf(latency, { with: { delay: '1h' } })] });
  const { client, server } = await under.open();
  under.proxy.begin();
  client.send(fromClient('late'));
  client.socket.end();
  server.socket.end();
  await under.seen('end', ({ side }) => side === 'client');
  await under.seen('end', ({ side }) => side === 'server');
  clock.advance(3_599_000);
  expect(server.received.length).toBe(0);
  clock.advance(1_000);
  expect(await server.end()).toBe('fin');
  expect(server.received).toEqual(Buffer.from(fromClient('late')));
  expect(await client.end()).toBe('fin');
});

test('a connection whose ends a fault holds is told as closed at once, and lives as long as the fault', async () => {
  const clock = createManualClock();
  await using under = await startProxy({ clock, faults: [planOf(pause)] });
  const { client, server } = await under.open();
  under.proxy.begin();
  client.socket.end();
  server.socket.end();
  await under.seen('closed');
  await under.seen('end', ({ side }) => side === 'server');
  clock.advance(600_000);
  expect(under.proxy.connections).toBe(1);
  under.proxy.liftAll();
  expect(await server.end()).toBe('fin');
  expect(await client.end()).toBe('fin');
});
