import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrollTopFor, visibleRows } from '../../../src/report/html/visible-rows.ts';

test('of two thousand rows those are there that are seen, and a few more', () => {
  const window = { rowHeight: 34, height: 510, count: 2000 };
  expect(visibleRows({ ...window, scrollTop: 0 })).toEqual({ first: 0, end: 23 });
  expect(visibleRows({ ...window, scrollTop: 34_000 })).toEqual({ first: 992, end: 1023 });
  expect(visibleRows({ ...window, scrollTop: 2000 * 34 - 510 })).toEqual({ first: 1977, end: 2000 });
});

const numbers = fc.record({
  rowHeight: fc.integer({ min: 1, max: 60 }),
  scrollTop: fc.integer({ min: 0, max: 100_000 }),
  height: fc.integer({ min: 60, max: 1000 }),
  count: fc.nat(3000),
});

test('every row that is seen is there', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (window, salt) => {
      const { first, end } = visibleRows(window);
      expect(0 <= first && first <= end && end <= window.count).toBe(true);
      const row = salt % (window.count + 1);
      const isSeen =
        row * window.rowHeight < window.scrollTop + window.height && (row + 1) * window.rowHeight > window.scrollTop;
      if (row < window.count && isSeen) expect(first <= row && row < end).toBe(true);
    }),
  );
});

test('a row that is asked for is seen whole, and the list stays where that was so', () => {
  fc.assert(
    fc.property(numbers, fc.nat(3000), (window, row) => {
      const top = scrollTopFor(row, window);
      expect(top).toBeLessThanOrEqual(row * window.rowHeight);
      expect(top + window.height).toBeGreaterThanOrEqual((row + 1) * window.rowHeight);
      expect(scrollTopFor(row, { ...window, scrollTop: top })).toBe(top);
    }),
  );
});
