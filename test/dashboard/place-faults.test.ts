import { expect, test } from 'vitest';
import { placeFaults } from '../../src/dashboard/place-faults.ts';

/** 10 pixels a second. */
const room = { from: 0, to: 60_000, width: 652 };
const fault = (from: number, to: number | undefined, explanation = 'drop pong frames') => ({
  ...{ fault: `${from}`, explanation, from, to },
});
const rowsOf = (...faults: readonly ReturnType<typeof fault>[]) => placeFaults(faults, room).map(({ row }) => row);

test.each([
  ['one after the other stand in one row', [fault(0, 2_000), fault(20_000, 21_000)], [0, 0]],
  ['one that begins where words of another stand is below it', [fault(0, 2_000), fault(9_000, 10_000)], [0, 1]],
  ['one that acts while another does is below it', [fault(0, 40_000), fault(30_000, 31_000)], [0, 1]],
  ['words of one at the edge stand before its end', [fault(45_000, 46_000), fault(56_000, undefined)], [0, 1]],
  [
    'and so in order that nothing of an earlier one is hidden',
    [fault(30_000, 31_000), fault(59_000, undefined)],
    [0, 0],
  ],
  ['none needs no row', [], []],
])('%s', (_what, faults, rows) => {
  expect(rowsOf(...faults)).toEqual(rows);
});

test('beyond four rows the words are left out', () => {
  const placed = placeFaults(
    [1, 2, 3, 4, 5, 6].map((second) => fault(second * 1_000, 50_000)),
    room,
  );
  expect(placed.map(({ row, hasWords }) => [row, hasWords])).toEqual([
    ...[0, 1, 2, 3].map((row) => [row, true]),
    ...[3, 3].map((row) => [row, false]),
  ]);
});
