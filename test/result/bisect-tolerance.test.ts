import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisectTolerance, type PointOutcome, type ToleranceScale } from '../../src/result/bisect-tolerance.ts';

const pauses: ToleranceScale = {
  mildest: 50,
  harshest: 1000,
  middle: (mild, harsh) => (mild + harsh) / 2,
  isFine: (mild, harsh) => harsh - mild <= 10,
};
const rates: ToleranceScale = {
  mildest: 65_536,
  harshest: 16,
  middle: (mild, harsh) => Math.sqrt(mild * harsh),
  isFine: (mild, harsh) => mild / harsh <= 1.1,
};

const survived: PointOutcome = { kind: 'survived' };
const broken: PointOutcome = { kind: 'broken', how: 'fin' };

async function search(scale: ToleranceScale, survives: (point: number) => PointOutcome) {
  const tried: number[] = [];
  const finding = await bisectTolerance(scale, async (point) => {
    tried.push(point);
    return survives(point);
  });
  return { finding, tried };
}

describe('a bisection', () => {
  it('halves what is left until it is fine enough, the mildest and the harshest point first', async () => {
    const { finding, tried } = await search({ ...pauses, isFine: (mild, harsh) => harsh - mild <= 120 }, (point) =>
      point <= 333 ? survived : broken,
    );
    expect(tried).toEqual([50, 1000, 525, 287.5, 406.25]);
    expect(finding).toEqual({ kind: 'between', survives: 287.5, breaks: 406.25 });
  });

  it.each([
    ['ends after two points where even the harshest is survived', 1000, { kind: 'beyond', survives: 1000 }, 2],
    ['ends after one where even the mildest breaks', 49, { kind: 'below', breaks: 50 }, 1],
  ] as const)('%s', async (_title, longest, expected, points) => {
    const { finding, tried } = await search(pauses, (point) => (point <= longest ? survived : broken));
    expect(finding).toEqual(expected);
    expect(tried.length).toBe(points);
  });

  it.each([1, 2, 3])('ends where point %i cannot be measured', async (nth) => {
    let tries = 0;
    const { finding } = await search(pauses, (point) => {
      tries++;
      if (tries === nth) return { kind: 'unmeasured', reason: 'too noisy', reasonKind: 'noise' };
      return point <= 333 ? survived : broken;
    });
    expect(finding).toEqual({ kind: 'unmeasured', reason: 'too noisy', reasonKind: 'noise' });
    expect(tries).toBe(nth);
  });

  it('brackets any limit, on a scale in either direction', async () => {
    const scales = fc.constantFrom(pauses, rates);
    await fc.assert(
      fc.asyncProperty(scales, fc.double({ min: 0.001, max: 0.999, noNaN: true }), async (scale, share) => {
        const limit = scale.mildest + share * (scale.harshest - scale.mildest);
        const isRate = scale.harshest < scale.mildest;
        const { finding } = await search(scale, (point) =>
          (isRate ? point >= limit : point <= limit) ? survived : broken,
        );
        if (finding.kind !== 'between') throw new Error(`found ${finding.kind}`);
        const { survives, breaks } = finding;
        expect(scale.isFine(survives, breaks)).toBe(true);
        expect(isRate ? survives >= limit && limit > breaks : survives <= limit && limit < breaks).toBe(true);
      }),
    );
  });
});
