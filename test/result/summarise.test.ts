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

describe('the summaries of a case', () => {
  it('hold each metric that has a figure, and no other', () => {
    const summaries = summariseIterations([
      iterationOf(0, { detection: 3, attempts: null }),
      iterationOf(1, { detection: 'censored', attempts: null }),
    ]);
    expect(Object.keys(summaries)).toEqual(['detection']);
    expect(summaries.detection).toMatchObject({ n: 2, censored: 1, min: 3, max: 'censored' });
  });

  it('pool lists without an interval, which several figures of one iteration would make too narrow', () => {
    const lists = upTo(4).map((index) => iterationOf(index, { interval: upTo(10), detection: index }));
    const { interval } = summariseIterations(lists);
    expect(interval).toMatchObject({ n: 40, medianInterval: null, p95: 10 });
  });
});
