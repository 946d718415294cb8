import { describe, expect, test } from 'vitest';
import type { Standstill } from '../../../src/result/observation.ts';
import { fitLateness } from '../../../src/runner/host/fit-lateness.ts';
import { maxChannelLineBytes } from '../../../src/runner/host/host-line.ts';

/** As long as they are written: every second one is nearer to the one before it. */
const standstillsOf = (count: number): readonly Standstill[] =>
  Array.from({ length: count }, (_, index) => {
    const from = 1e7 + index * 20 + (index % 2 === 0 ? 0 : -1) + 1 / 3;
    return { from, to: from + 8 + 1 / 7 };
  });

describe('how late a host was', () => {
  test.each([0, 10_000])('is reported as it is with %i standstills', (count) => {
    const lateness = { p99Ms: 1, maxMs: 2, standstills: standstillsOf(count) };
    expect(fitLateness(lateness)).toEqual(lateness);
  });

  test.each([10_001, 15_000, 32_768])('fits into a line with %i standstills, and leaves none of them out', (count) => {
    const standstills = standstillsOf(count);
    const fitted = fitLateness({ p99Ms: 1, maxMs: 2, standstills });
    const line = JSON.stringify({ kind: 'lateness', lateness: fitted });
    expect(line.length).toBeLessThan(maxChannelLineBytes);
    let place = 0;
    for (const { from, to } of standstills) {
      while ((fitted.standstills[place]?.to ?? Infinity) < to) place += 1;
      expect(fitted.standstills[place]?.from).toBeLessThanOrEqual(from);
    }
  });

  test('is widened where the standstills are next to each other', () => {
    const near = standstillsOf(10_001);
    const far = { from: 2e7, to: 2e7 + 5 };
    expect(fitLateness({ standstills: [...near, far] }).standstills.at(-1)).toEqual(far);
  });
});
