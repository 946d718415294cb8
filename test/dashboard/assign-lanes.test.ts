import { expect, test } from 'vitest';
import { assignLanes, type Span } from '../../src/dashboard/assign-lanes.ts';

const spansOf = (...spans: readonly (readonly [from: number, to: number | undefined])[]): readonly Span[] =>
  spans.map(([from, to], index) => ({ connection: index + 1, from, to }));

test.each([
  ['a client that comes back stays in its lane', spansOf([0, 10], [12, 20], [20, undefined]), [0, 0, 0], 1, 0],
  ['two at once have two lanes', spansOf([0, undefined], [5, undefined]), [0, 1], 2, 0],
  ['the first lane that is free is taken', spansOf([0, 10], [5, 30], [11, 20], [12, 13]), [0, 1, 0, 2], 3, 0],
  ['all others share the last lane', spansOf([0, 9], [1, 9], [2, 9], [3, 9], [4, 9]), [0, 1, 2, 2, 2], 3, 2],
  ['no connection needs no lane', [], [], 0, 0],
] as const)('%s', (_what, spans, lanes, count, crowded) => {
  const plan = assignLanes(spans, 3);
  expect([...plan.laneOf.values()]).toEqual(lanes);
  expect([plan.lanes, plan.crowded]).toEqual([count, crowded]);
});
