import { expect, test } from 'vitest';
import type { Measurement } from '../../src/dashboard/api-types.ts';
import { composePicture, type PictureRequest } from '../../src/dashboard/compose-picture.ts';
import { createFrameRing } from '../../src/dashboard/frame-ring.ts';
import { createTimelineBook } from '../../src/dashboard/timeline-book.ts';

function requestOf(changes: Partial<PictureRequest> = {}): PictureRequest {
  const timeline = createTimelineBook();
  const ring = createFrameRing(100);
  timeline.apply({ id: 1, t: 1_000, kind: 'accepted', connection: 1 });
  timeline.apply({ id: 2, t: 1_005, kind: 'open', connection: 1 });
  timeline.apply({ id: 3, t: 5_000, kind: 'fault', fault: 'reset', explanation: 'RST to both sides' });
  timeline.apply({ id: 4, t: 5_001, kind: 'closed', connection: 1, afterMs: 4_000 });
  timeline.apply({ id: 5, t: 5_200, kind: 'accepted', connection: 2 });
  timeline.apply({ id: 6, t: 5_210, kind: 'reopened', connection: 2, lost: 1, afterMs: 209 });
  timeline.apply({ id: 7, t: 6_000, kind: 'fault', fault: 'drop', explanation: 'drop pong frames' });
  timeline.apply({ id: 8, t: 7_000, kind: 'accepted', connection: 3 });
  ring.push({ id: 9, t: 7_100, connection: 2, opcode: 'text', direction: 'to-server', delivered: true });
  const liveFaults = new Set(['drop']);
  return { ring, timeline, measurements: [], liveFaults, connection: undefined, now: 10_000, width: 400, ...changes };
}

test('a client that came back goes on in its lane, and another has its own', () => {
  const picture = composePicture(requestOf());
  expect([1, 2, 3, 4].map(picture.laneOf)).toEqual([0, 0, 1, undefined]);
  expect([picture.from, picture.to, picture.layout.lanes.length]).toEqual([-50_000, 10_000, 2]);
  expect(picture.frames.map(({ single }) => single.length)).toEqual([1, 0]);
  expect(picture.emptyText).toBeUndefined();
});

test('one connection can be looked at alone', () => {
  const picture = composePicture(requestOf({ connection: 3 }));
  expect([1, 2, 3].map(picture.laneOf)).toEqual([undefined, undefined, 0]);
  expect(picture.frames.map(({ single }) => single.length)).toEqual([0]);
});

test('a fault that is not there any more and was never lifted was one of an instant', () => {
  const { faults } = composePicture(requestOf());
  expect(faults.map(({ fault, from, to, row }) => [fault, from, to, row])).toEqual([
    ['reset', 5_000, 5_000, 0],
    ['drop', 6_000, undefined, 1],
  ]);
});

test('what left the picture needs no lane, and before anything was told there is none', () => {
  for (const now of [500_000, undefined]) {
    const { timeline } = requestOf();
    timeline.apply({ id: 10, t: 11_000, kind: 'closed', connection: 2, afterMs: 1 });
    timeline.apply({ id: 11, t: 11_000, kind: 'closed', connection: 3, afterMs: 1 });
    const picture = composePicture(requestOf({ timeline, now, liveFaults: new Set() }));
    expect(picture.emptyText).toBe('no connection in the last minute');
    expect(picture.faults).toEqual([]);
  }
});

test('that the client is ready is marked where it was measured, on the connection that it came back on', () => {
  const measured = {
    ...{ number: 1, fault: 'reset', type: 'reset', explanation: '', thrownAt: 5_000, startedAt: 5_000, endedAt: 5_000 },
    ...{ origin: 5_000, isFinal: false, verdict: 'recovered', cause: null },
    marks: { detected: 1, open: 210, ready: 240 },
    samples: { recovery: 240, outage: 240 },
  } satisfies Measurement;
  const { marks } = composePicture(requestOf({ measurements: [measured] }));
  expect(marks.at(-1)).toEqual({ t: 5_240, connection: 2, what: 'ready', label: 'ready after 240 ms' });
});
