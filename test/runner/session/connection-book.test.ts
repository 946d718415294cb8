import { expect, test } from 'vitest';
import { createConnectionBook } from '../../../src/runner/session/connection-book.ts';
import { viewFrame } from '../view-frame.ts';

const accept = { kind: 'accept', remotePort: 40_000, localPort: 8_101 } as const;
const request = { method: 'GET', path: '/chat', headers: {} };

test('a connection is followed from its dial to its end', () => {
  const book = createConnectionBook();
  book.onProxyEvent({ ...accept, connection: 1, t: 100 });
  const flows = { toServer: { frames: 0, bytes: 0 }, toClient: { frames: 0, bytes: 0 } };
  const base = { id: 1, remotePort: 40_000, localPort: 8_101 };
  expect(book.list(150)).toEqual([{ ...base, state: 'handshake', ageMs: 50, ...flows }]);
  book.onProxyEvent({ kind: 'handshake', connection: 1, request, t: 110 });
  book.onProxyEvent({ kind: 'open', connection: 1, t: 120 });
  const payload = Uint8Array.of(1, 2, 3);
  book.onProxyEvent({ kind: 'frame', connection: 1, frame: viewFrame('to-server', 1, { payload }), t: 130 });
  book.onProxyEvent({ kind: 'frame', connection: 1, frame: viewFrame('to-client', 1, { payload }), t: 131 });
  expect(book.list(150)).toEqual([
    {
      ...{ ...base, state: 'open', path: '/chat', ageMs: 50, openMs: 30 },
      ...{ toServer: { frames: 1, bytes: 9 }, toClient: { frames: 1, bytes: 5 } },
    },
  ]);
  book.onProxyEvent({ kind: 'closed', connection: 1, t: 140 });
  expect(book.list(150)).toMatchObject([{ state: 'closed' }]);
  expect(book.has(1)).toBe(true);
  book.onProxyEvent({ kind: 'gone', connection: 1, t: 141 });
  expect(book.list(150)).toEqual([]);
  expect(book.totals).toEqual({
    ...{ accepted: 1, opened: 1, toServer: { frames: 1, bytes: 9 }, toClient: { frames: 1, bytes: 5 } },
  });
});

test('ordinary HTTP and a rejected upgrade are told apart from WebSockets', () => {
  const book = createConnectionBook();
  for (const connection of [1, 2]) book.onProxyEvent({ ...accept, connection, t: 0 });
  book.onProxyEvent({ kind: 'plain-http', connection: 1, t: 1 });
  book.onProxyEvent({ kind: 'answer', connection: 2, status: 503, t: 1 });
  expect(book.list(2).map(({ state }) => state)).toEqual(['http', 'rejected']);
});

test('the heartbeat is the longest time from one ping of a side to its next', () => {
  const book = createConnectionBook();
  const ping = (direction: 'to-client' | 'to-server', t: number) =>
    book.onProxyEvent({ kind: 'frame', connection: 1, frame: viewFrame(direction, 9), t });
  book.onProxyEvent({ ...accept, connection: 1, t: 0 });
  book.onProxyEvent({ kind: 'open', connection: 1, t: 0 });
  expect(book.heartbeatMs).toBe(0);
  for (const t of [200, 410]) ping('to-server', t);
  ping('to-client', 50);
  expect(book.heartbeatMs).toBe(210);
});
