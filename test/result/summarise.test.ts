import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise, summariseIterations } from '../../src/result/summarise.ts';
import { iterationOf } from './iteration.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('a summary', () => {
  it('of 20 figures has everything but p99', () => {
    expect(summarise(upTo(20))).toEqual({
      ...{ n: 20, censored: 0, min: 1, median: 10.5, medianInterval: [6, 15], p95: 19, p99: null, max: 20 },
    });
  });

  it('of 19 figures has no p95, of 100 also p99', () => {
    expect(summarise(upTo(19)).p95).toBeNull();
    expect(summarise(upTo(99)).p99).toBeNull();
    expect(summarise(upTo(100))).toMatchObject({ p95: 95, p99: 99 });
  });

  it('counts censored figures in every rank, and drops none', () => {
    expect(summarise([...upTo(12), ...Array.from({ length: 8 }, () => 'censored' as const)])).toEqual({
      n: 20,
      censored: 8,
      min: 1,
      median: 10.5,
      medianInterval: [6, 'censored'],
      p95: 'censored',
      p99: null,
      max: 'censored',
    });
  });

  it('of nothing has nothing', () => {
    expect(summarise([])).toEqual({
      ...{ n: 0, censored: 0, min: null, median: null, medianInterval: null, p95: null, p99: null, max: null },
    });
  });

  it('does not depend on the order of the figures', () => {
    const figure = fc.oneof(fc.nat(), fc.constant('censored' as const));
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 40 }), (figures) => {
        expect(summarise([...figures].reverse())).toEqual(summarise(figures));
      }),
    );
  });
});

describe('what a censored figure exceeds', () => {
  it('is told of those figures alone that are censored', () => {
    const figures = [3, 'censored', 5, 'censored'] as const;
    expect(summarise(figures, { floors: [3, 2_100, 5, 1_900] })).toMatchObject({
      ...{ min: 3, median: 'censored', max: 'censored' },
      beyond: { median: 952.5, max: 2_100 },
    });
    expect(summarise([3], { floors: [3] }).beyond).toBeUndefined();
  });

  it('is not told where nothing is known', () => {
    expect(summarise(['censored', 'censored'], { floors: [0, 7] }).beyond).toEqual({ median: 3.5, max: 7 });
    expect(summarise(['censored'], { floors: [0] }).beyond).toBeUndefined();
    expect(summarise(['censored']).beyond).toBeUndefined();
  });

  it('is exceeded by every figure that the censored ones can have', () => {
    const hidden = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(hidden, (pairs) => {
        // The wait ended before the figure, or it was seen.
        const figures = pairs.map(([figure, end]) => (figure > end ? ('censored' as const) : figure));
        const { beyond = {} } = summarise(figures, { floors: pairs.map(([figure, end]) => Math.min(figure, end)) });
        const truth = summarise(pairs.map(([figure]) => figure));
        for (const [name, floor] of Object.entries(beyond)) {
          expect(truth[name as keyof typeof beyond]).toBeGreaterThanOrEqual(floor);
        }
      }),
    );
  });
});

describe('the summaries of a case', () => {
  it('hold each metric that has a figure, and no other', () => {
    const summaries = summariseIterations(
      [iterationOf(0, { detection: 3, attempts: null }), iterationOf(1, { detection: 'censored', attempts: null })],
      3_000,
    );
    expect(Object.keys(summaries)).toEqual(['detection']);
    expect(summaries.detection).toMatchObject({
      n: 2,
      censored: 1,
      min: 3,
      max: 'censored',
      beyond: { median: 1_051.5, max: 2_100 },
    });
  });

  it('pool lists without an interval, which several figures of one iteration would make too narrow', () => {
    const lists = upTo(4).map((index) => iterationOf(index, { interval: upTo(10), detection: index }));
    const { interval } = summariseIterations(lists, 3_000);
    expect(interval).toMatchObject({ n: 40, medianInterval: null, p95: 10 });
  });
});
