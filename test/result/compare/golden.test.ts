import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Share, testPairedShares, testShares } from '../../../src/result/compare/compare-shares.ts';
import { pythonScipy, requireDebianPackage } from '../../support/debian-packages.ts';
import { compareFigures } from './compare-figures.ts';

interface Golden {
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly tolerance: number;
  readonly pSlower: number;
  readonly pFaster: number;
  readonly interval: readonly [number, number];
}

type Pair = readonly [count: number, of: number];

interface GoldenShares {
  readonly pWorse: number;
  readonly pBetter: number;
}

describe('SciPy agrees on', () => {
  const script = fileURLToPath(new URL('golden.py', import.meta.url));
  const golden = JSON.parse(readFileSync(script.replace('.py', '.json'), 'utf8')) as Readonly<
    Record<'paired' | 'unpaired', readonly Golden[]>
  > & {
    readonly pairedShares: readonly ({ readonly worse: number; readonly better: number } & GoldenShares)[];
    readonly shares: readonly ({ readonly base: Pair; readonly head: Pair } & GoldenShares)[];
  };

  test.each(
    (['paired', 'unpaired'] as const).flatMap((kind) =>
      golden[kind].map((each) => [kind, each.base.length, each.head.length, each] as const),
    ),
  )('p-values and interval of %s figures, %i and %i', (kind, _n, _m, { base, head, tolerance, ...expected }) => {
    const { shift } = compareFigures(kind, base, head, { tolerance: { share: 0, floorMs: tolerance } });
    expect(shift.pSlower).toBeCloseTo(expected.pSlower, 12);
    expect(shift.pFaster).toBeCloseTo(expected.pFaster, 12);
    expect(shift.interval[0]).toBeCloseTo(expected.interval[0], 9);
    expect(shift.interval[1]).toBeCloseTo(expected.interval[1], 9);
  });

  const expectClose = (actual: GoldenShares, { pWorse, pBetter }: GoldenShares): void => {
    expect(actual.pWorse).toBeCloseTo(pWorse, 12);
    expect(actual.pBetter).toBeCloseTo(pBetter, 12);
  };

  test.each(golden.pairedShares)('$worse pairs that became worse and $better that became better', (expected) => {
    expectClose(testPairedShares(expected.worse, expected.better), expected);
  });

  test.each(golden.shares)('$base and $head that came back', ({ base, head, ...expected }) => {
    const share = ([count, of]: Pair): Share => ({ count, of });
    expectClose(testShares(share(base), share(head)), expected);
  });

  describe('when it is asked again', () => {
    beforeAll(() => requireDebianPackage(pythonScipy));

    test('the same as golden.json holds', { timeout: 60_000 }, () => {
      const { stdout, stderr, status } = spawnSync('/usr/bin/python3', [script], { encoding: 'utf8' });
      expect([stderr, status]).toEqual(['', 0]);
      const rounded = (text: string): unknown =>
        JSON.parse(text, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value));
      expect(rounded(stdout)).toEqual(rounded(JSON.stringify(golden)));
    });
  });
});
