import { expect, test } from 'vitest';
import { gatherColumns } from '../../src/dashboard/frame-columns.ts';
import { createFrameRing } from '../../src/dashboard/frame-ring.ts';

const request = { from: 0, to: 100, columns: 10, lanes: 2, laneOf: (id: number) => (id < 3 ? id - 1 : undefined) };

function ringOf(count: number, opcode = 'text', connection = 1) {
  const ring = createFrameRing(20_000);
  for (let id = 0; id < count; id++) {
    const direction = id % 3 === 0 ? 'to-client' : 'to-server';
    ring.push({ id, t: (id / count) * 100, connection, opcode, direction, delivered: true });
  }
  return ring;
}

test('messages are told one by one where there is room', () => {
  const [first, second] = gatherColumns(ringOf(5), request);
  expect(first?.dense).toBeUndefined();
  expect(first?.single.map(({ t, isToServer }) => [t, isToServer])).toEqual([
    [0, false],
    [20, true],
    [40, true],
    [60, false],
    [80, true],
  ]);
  expect(second).toEqual({ single: [], dense: undefined, most: 0 });
});

test('messages are counted in columns where they are many', () => {
  const [, second] = gatherColumns(ringOf(3_000, 'binary', 2), request);
  expect(second?.single).toEqual([]);
  expect([...(second?.dense?.toServer ?? [])]).toEqual(new Array(10).fill(200));
  expect([...(second?.dense?.toClient ?? [])]).toEqual(new Array(10).fill(100));
  expect(second?.most).toBe(200);
});

test('heartbeats and closes are told one by one however many messages there are, up to those that can be drawn', () => {
  const ring = ringOf(1_000);
  ring.push({ id: 1_000, t: 100, connection: 1, opcode: 'close', direction: 'to-client', delivered: false });
  expect(gatherColumns(ring, request)[0]?.single).toMatchObject([{ t: 100, kind: 'close' }]);
  const pings = gatherColumns(ringOf(10_000, 'ping'), request)[0]?.single ?? [];
  expect([pings.length, pings.at(-1)?.t]).toEqual([3_000, 99.99]);
});

test('a frame on the very edge is in the last column, and one that is not shown is in none', () => {
  const ring = createFrameRing(100);
  for (let id = 0; id < 50; id++) {
    ring.push({ id, t: 100, connection: 1, opcode: 'text', direction: 'to-server', delivered: true });
    ring.push({ id, t: 100, connection: 3, opcode: 'text', direction: 'to-server', delivered: true });
  }
  const [first] = gatherColumns(ring, request);
  expect([...(first?.dense?.toServer ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 50]);
});
