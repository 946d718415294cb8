import { expect, test } from 'vitest';
import { chunkUnit, completedBy, rawUnit } from '../../src/proxy/unit.ts';
import { frameView } from '../faults/frame-view.ts';

const bytes = Uint8Array.of(1, 2);

test('bytes outside the frames are at a boundary and belong to no frame', () => {
  expect(rawUnit(bytes, { kind: 'answer', status: 401 })).toEqual({
    kind: 'data',
    bytes,
    frame: undefined,
    starts: false,
    ends: false,
    parts: undefined,
    underWay: false,
    completes: [],
    boundaryAfter: true,
    meaning: { kind: 'answer', status: 401 },
  });
});

test('a chunk says what it is made of', () => {
  const part = chunkUnit(bytes, { underWay: true, boundaryAfter: false });
  expect(chunkUnit(bytes, { parts: [part], boundaryAfter: false })).toMatchObject({
    bytes,
    parts: [part],
    underWay: false,
    boundaryAfter: false,
    meaning: undefined,
  });
});

test('a unit completes its frame with its last byte, and a chunk the frames that it says', () => {
  const [first, second] = [frameView({ opcode: 1 }), frameView({ opcode: 2 })];
  const unit = { ...rawUnit(bytes), frame: { view: first, committed: false }, starts: true };
  expect([completedBy(unit), completedBy({ ...unit, ends: true })]).toEqual([[], [first]]);
  expect(completedBy(chunkUnit(bytes, { completes: [first, second] }))).toEqual([first, second]);
});
