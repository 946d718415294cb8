import { expect, test } from 'vitest';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { createSlots } from '../../src/runner/client-slots.ts';

const accept = (connection: number): ProxyEvent => ({
  kind: 'accept',
  connection,
  t: connection,
  remotePort: connection,
  localPort: 1,
});
const lost: Readonly<Record<string, (connection: number) => ProxyEvent>> = {
  closed: (connection) => ({ kind: 'closed', connection, t: 9 }),
  'ended by its client': (connection) => ({ kind: 'end', side: 'client', how: 'fin', connection, t: 9 }),
  'no WebSocket at all': (connection) => ({ kind: 'plain-http', connection, t: 9 }),
  'touched by a fault': (connection) => ({ kind: 'injected', fault: 'a', connection, t: 9 }),
};

test('each connection is another client, as long as there are any', () => {
  const slots = createSlots(2);
  for (const connection of [1, 2, 3]) slots.onProxyEvent(accept(connection));
  expect([1, 2, 3].map(slots.clientOf)).toEqual([1, 2, undefined]);
});

test.each(Object.keys(lost))('a new connection stands for one that was %s', (how) => {
  const slots = createSlots(2);
  for (const connection of [1, 2]) slots.onProxyEvent(accept(connection));
  slots.onProxyEvent(lost[how]?.(2) as ProxyEvent);
  slots.onProxyEvent(accept(3));
  slots.onProxyEvent({ kind: 'end', side: 'server', how: 'fin', connection: 1, t: 9 });
  slots.onProxyEvent(accept(4));
  expect([1, 2, 3, 4].map(slots.clientOf)).toEqual([1, 2, 2, undefined]);
});
