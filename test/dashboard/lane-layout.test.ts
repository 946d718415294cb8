import { expect, test } from 'vitest';
import { bandHeight, faultHeight, layOutLanes } from '../../src/dashboard/lane-layout.ts';

test.each([0, 1, 2, 3, 4, 5])('with %i lanes no row runs into another', (lanes) => {
  for (const faults of [0, 1, 4]) {
    const layout = layOutLanes({ faults, lanes });
    const lastFault = layout.faultTop(Math.max(0, faults - 1)) + faultHeight;
    const edges = layout.lanes.flatMap(({ label, client, server }) => [
      ...[label, client, client + bandHeight, server, server + bandHeight],
    ]);
    const all = [lastFault, ...edges, layout.axis, layout.height];
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(layout.lanes).toHaveLength(Math.max(1, lanes));
  }
});

test('many lanes take little more room than few', () => {
  const heights = [1, 3, 5].map((lanes) => layOutLanes({ faults: 1, lanes }).height);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect(heights[2]).toBeLessThan(420);
});
