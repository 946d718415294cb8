import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToldFrame } from '../../src/dashboard/api-types.ts';
import {
  createFrameRing,
  type DrawnFrame,
  type FrameRing,
  isFrameToServer,
  isPlainMessage,
  readFrame,
} from '../../src/dashboard/frame-ring.ts';

type Pushed = Parameters<FrameRing['push']>[0];

const frameOf = (id: number, changes: Partial<ToldFrame> = {}): Pushed => ({
  ...{ id, t: id * 10, connection: 1, opcode: 'text', direction: 'to-server', delivered: true },
  ...changes,
});

function read(ring: FrameRing, from = 0, to = Number.POSITIVE_INFINITY): readonly DrawnFrame[] {
  const frames: DrawnFrame[] = [];
  ring.visit(from, to, (...numbers) => frames.push(readFrame(...numbers)));
  return frames;
}

test.each([
  ['text', 'message'],
  ['binary', 'message'],
  ['continuation', 'message'],
  ['0x3', 'message'],
  ['ping', 'ping'],
  ['pong', 'pong'],
  ['close', 'close'],
] as const)('a frame %s is drawn as a %s', (opcode, kind) => {
  const ring = createFrameRing(4);
  ring.push(frameOf(1, { opcode, direction: 'to-client', connection: 70_000, delivered: false }));
  expect(read(ring)).toEqual([{ t: 10, connection: 70_000, kind, isToServer: false, isDelivered: false }]);
});

test('a frame that was held back is delivered later, by its id, as long as it is there', () => {
  const ring = createFrameRing(3);
  for (const id of [2, 5, 9]) ring.push(frameOf(id, { delivered: false }));
  ring.deliver(5);
  ring.deliver(6);
  ring.deliver(100);
  expect(read(ring).map(({ isDelivered }) => isDelivered)).toEqual([false, true, false]);
  for (const id of [11, 12, 13]) ring.push(frameOf(id, { delivered: false }));
  ring.deliver(9);
  expect(read(ring).every(({ isDelivered }) => !isDelivered)).toBe(true);
});

test('the newest are kept, and any span of them is found', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 12 }), fc.nat(400), fc.nat(400), (count, capacity, from, to) => {
      const ring = createFrameRing(capacity);
      const ids = Array.from({ length: count }, (_, index) => index + 1);
      for (const id of ids) ring.push(frameOf(id));
      const kept = ids.slice(-capacity).map((id) => id * 10);
      expect(ring.size).toBe(Math.min(count, capacity));
      expect(read(ring, from, to).map(({ t }) => t)).toEqual(kept.filter((t) => t >= from && t <= to));
    }),
  );
});

test('nothing is left of it once it is cleared', () => {
  const ring = createFrameRing(4);
  ring.push(frameOf(1));
  ring.clear();
  expect([ring.size, read(ring)]).toEqual([0, []]);
});

test.each([
  ['a message that arrived', true, frameOf(1)],
  ['a message that did not arrive', false, frameOf(1, { delivered: false })],
  ['a ping', false, frameOf(1, { opcode: 'ping' })],
] as const)('%s is plain: %s', (_what, expected, frame) => {
  const ring = createFrameRing(1);
  ring.push(frame);
  ring.visit(0, 100, (_t, _connection, flags) => {
    expect([isPlainMessage(flags), isFrameToServer(flags)]).toEqual([expected, true]);
  });
});
