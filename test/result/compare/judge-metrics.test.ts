import { describe, expect, test } from 'vitest';
import type { MeasuredMetric } from '../../../src/result/compare/compare-metric.ts';
import { judgeMetrics } from '../../../src/result/compare/judge-metrics.ts';

const infinite = Number.POSITIVE_INFINITY;

function metricOf(shift: Partial<MeasuredMetric['shift']>, changes: Partial<MeasuredMetric> = {}): MeasuredMetric {
  return {
    ...{ metric: 'detection', unit: 'duration', gates: true, n: [20, 20], base: 1000, head: 1050, tolerance: 30 },
    shift: { estimate: 50, interval: [40, 60], pSlower: 0.5, pFaster: 1, ...shift },
    isTested: true,
    ...changes,
  };
}

const judgeOne = (metric: MeasuredMetric) => judgeMetrics([metric], 0.98)[0];

describe('the verdict', () => {
  test.each([
    ['slower', 'above the tolerance', { interval: [31, 60], pSlower: 0.01 }, undefined],
    ['faster', 'below it', { interval: [-60, -31], pSlower: 1, pFaster: 0.004 }, undefined],
    ['same', 'within it', { interval: [-29, 29] }, undefined],
    ['unclear', 'across it', { interval: [-5, 31] }, 'not faster, perhaps slower'],
    ['unclear', 'that touches it', { interval: [-5, 30] }, 'not faster, perhaps slower'],
    ['unclear', 'across its other end', { interval: [-50, 3] }, 'not slower, perhaps faster'],
    ['unclear', 'across all of it', { interval: [-50, 50] }, undefined],
    ['unclear', 'without ends', { interval: [-infinite, infinite] }, undefined],
  ] as const)('is %s for an interval %s', (verdict, _title, shift, note) => {
    expect(judgeOne(metricOf(shift))).toMatchObject({ verdict, ...(note === undefined ? {} : { note }) });
  });

  test('is unclear where there were too few figures', () => {
    const few = metricOf({ pSlower: 1 }, { n: [7, 7], isTested: false });
    expect(judgeOne(few)).toMatchObject({ verdict: 'unclear', note: '7 figures; 8 are the least' });
    expect(judgeOne({ ...few, n: [20, 7] })).toMatchObject({ note: '20 and 7 figures; 8 are the least' });
  });

  test.each([
    ['slower', 'of which too many more failed', 1, 0.65, { pSlower: 1 / 128 }],
    ['unclear', 'of which a few more failed', 1, 0.75, { pSlower: 1 / 32 }],
    ['same', 'of which as many failed', 1, 1, { pSlower: 1 }],
    ['unclear', 'of which as many others failed', 0.8, 0.8, { pSlower: 0.7 }],
  ] as const)('is %s for a share %s, and there is no interval', (verdict, _title, base, head, shift) => {
    const share = metricOf(shift, { metric: 'recovered', unit: 'share', base, head, tolerance: 0 });
    expect(judgeOne(share)).toMatchObject({ verdict, interval: null });
  });
});

describe('many metrics', () => {
  const sure = metricOf({ interval: [31, 60], pSlower: 0.004 });
  const nothing = metricOf({ interval: [-9, 9] });

  test('share the risk of a false alarm', () => {
    const [first] = judgeMetrics([sure, nothing, nothing], 0.98);
    expect(first).toMatchObject({
      verdict: 'unclear',
      note: 'slower by itself; not sure among so many',
      p: { slower: 0.012 },
    });
  });

  test('of which few are tested share it among these', () => {
    const untested = { ...nothing, isTested: false };
    const shown = { ...nothing, gates: false };
    expect(judgeMetrics([sure, untested, shown, shown], 0.98)[0]?.verdict).toBe('slower');
  });

  test('that are only shown are judged each by itself', () => {
    const shown = { ...sure, gates: false };
    expect(judgeMetrics([shown, shown, shown, nothing], 0.98).map(({ verdict }) => verdict)).toEqual([
      ...['slower', 'slower', 'slower'],
      'same',
    ]);
  });
});

test('infinities become words, for JSON has no other name for them', () => {
  const { shift, interval } = judgeOne(metricOf({ estimate: infinite, interval: [-infinite, infinite] })) ?? {};
  expect([shift, interval]).toEqual(['infinite', ['-infinite', 'infinite']]);
});
