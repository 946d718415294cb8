import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.ts';
import { compareFigures, sweep } from './compare-figures.ts';

describe('by simulation, seeded,', () => {
  const random = createRandom(7, 'coverage');
  const rounds = 800;

  /** Skewed noise, such as late timers give, the same for both: it is symmetric in a difference. */
  const noise = () => -20 * Math.log(1 - random.next());

  /** How often, of all rounds, something is so. */
  const shareOf = (isSo: (round: number) => boolean) =>
    Array.from({ length: rounds }, (_, round) => isSo(round)).filter(Boolean).length / rounds;

  const covers = ([low, high]: readonly [number, number], truth: number) => low <= truth && truth <= high;

  test.each([8, 12, 20])('the interval of %i pairs holds the true shift in 98 % of all cases', (n) => {
    const covered = shareOf(() => {
      const base = sweep(n).map((figure) => figure + noise());
      const head = sweep(n, 50).map((figure) => figure + noise());
      return covers(compareFigures('paired', base, head).shift.interval, 50);
    });
    // Three standard errors below 98 %; rank tests of few figures have no finer steps, so that they cover more.
    expect(covered).toBeGreaterThan(0.98 - 3 * Math.sqrt((0.98 * 0.02) / rounds));
  });

  test.each([8, 12])('the interval of %i and as many figures holds the true shift in 98 % of all cases', (n) => {
    const draw = (shift: number) => Array.from({ length: n }, () => 500 + 1000 * random.next() + shift);
    const covered = shareOf(() => covers(compareFigures('unpaired', draw(0), draw(50)).shift.interval, 50));
    expect(covered).toBeGreaterThan(0.98 - 3 * Math.sqrt((0.98 * 0.02) / rounds));
  });

  test('a shift of exactly the tolerance, the worst that is none, is called slower in 1 % of all cases', () => {
    const called = shareOf(() => {
      const base = sweep(20).map((figure) => figure + noise());
      const { tolerance } = compareFigures('paired', base, base);
      const head = sweep(20, tolerance).map((figure) => figure + noise());
      return compareFigures('paired', base, head).shift.pSlower <= 0.01;
    });
    expect(called).toBeLessThan(0.01 + 3 * Math.sqrt((0.01 * 0.99) / rounds));
    expect(called).toBeGreaterThan(0);
  });

  test('a regression of 10 % that no unpaired test finds is found in pairs', () => {
    const found = (kind: 'paired' | 'unpaired') =>
      shareOf((round) => {
        if (round >= 200) return false;
        const hiccup = () => (random.next() < 0.1 ? 200 * random.next() : 0);
        const base = sweep(20).map((figure) => figure + hiccup());
        const head = sweep(20, 100).map((figure) => figure + hiccup());
        return compareFigures(kind, base, head).shift.pSlower <= 0.01;
      });
    expect(found('paired')).toBeGreaterThan((0.95 * 200) / rounds);
    expect(found('unpaired')).toBe(0);
  });
});
