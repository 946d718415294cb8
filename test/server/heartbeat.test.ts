import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { keepAlive } from '../../src/server/heartbeat.ts';
import { startServer } from '../../src/server/start-server.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial } from './dial.ts';

const heartbeat = { intervalMs: 1_000, timeoutMs: 400 };

/** A websocket that keeps its pings, and answers when it is told to. */
function watch(options = heartbeat) {
  const clock = createManualClock();
  const pings: string[] = [];
  const ends: number[] = [];
  let onPong = (_payload: Buffer): void => {};
  const websocket = {
    ping: (payload: string) => pings.push(payload),
    terminate: () => ends.push(clock.now() - 1_000),
    on(_event: 'pong', listener: typeof onPong) {
      onPong = listener;
    },
  } as unknown as WebSocket;
  const stop = keepAlive(websocket, options, clock);
  return { clock, pings, ends, stop, pong: (payload: string) => onPong(Buffer.from(payload)) };
}

describe('a client is', () => {
  test('pinged every interval, and kept while each ping is answered in time', () => {
    const { clock, pings, ends, pong } = watch();
    for (let beat = 1; beat <= 5; beat++) {
      clock.advance(1_000);
      pong(String(beat));
    }
    expect({ pings, ends, pending: clock.pending }).toEqual({ pings: ['1', '2', '3', '4', '5'], ends: [], pending: 1 });
  });

  test('dropped once, when the first ping without an answer is overdue', () => {
    const { clock, pings, ends, pong } = watch();
    clock.advance(1_000);
    pong('1');
    clock.advance(10_000);
    expect({ pings, ends, pending: clock.pending }).toEqual({ pings: ['1', '2'], ends: [2_400], pending: 0 });
  });

  test.each([
    ['an unsolicited pong', 'hello'],
    ['an empty pong', ''],
    ['a pong for a ping that is still to come', '2'],
  ])('dropped in spite of %s', (_title, payload) => {
    const { clock, ends, pong } = watch();
    clock.advance(1_000);
    pong(payload);
    clock.advance(400);
    expect(ends).toEqual([1_400]);
  });

  test('kept where one pong answers the pings before it, as RFC 6455 §5.5.3 allows', () => {
    const { clock, ends, pong } = watch({ intervalMs: 100, timeoutMs: 250 });
    clock.advance(300);
    pong('3');
    clock.advance(299);
    expect(ends).toEqual([]);
    pong('4');
    clock.advance(200);
    expect(ends).toEqual([750]);
  });
});

test('nothing is left once it is stopped', () => {
  const { clock, stop, ends } = watch();
  clock.advance(1_200);
  stop();
  expect(clock.pending).toBe(0);
  clock.advance(5_000);
  expect(ends).toEqual([]);
});

test.each([
  ['answers lives on', true],
  ['does not is dropped', false],
])('a real client that %s', async (_title, autoPong) => {
  const clock = createManualClock();
  await using server = await startServer({ kind: 'echo', clock, heartbeat });
  await using client = await dial(server.url, { autoPong });
  const closed = once(client.socket, 'close');
  clock.advance(1_000);
  await once(client.socket, 'ping');
  if (autoPong) {
    // What follows the pong on the wire has its echo only after the pong was read.
    client.socket.send('and you');
    await client.message(1);
    clock.advance(999);
    expect(server.connections).toBe(1);
  } else {
    clock.advance(400);
    expect((await closed)[0]).toBe(1006);
    expect(clock.pending).toBe(0);
  }
});
