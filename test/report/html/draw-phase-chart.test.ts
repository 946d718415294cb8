import { describe, expect, test } from 'vitest';
import { drawPhaseChart } from '../../../src/report/html/draw-phase-chart.ts';
import { caseOf, iteration } from '../example-run.ts';
import { countDots, findAll, textOf } from './read-markup.ts';

const size = { width: 500, height: 250 };
const bound = { style: 'ping', best: 500, worst: 1500 };
const one = (index: number, detection: number | 'censored', phase: number | null = index / 4) =>
  iteration({ index, phase, samples: { detection } });

describe('detection against phase', () => {
  const chart = drawPhaseChart(
    caseOf({ bound, iterations: [one(0, 1400), one(2, 800), one(3, 2000), one(4, 'censored')] }),
    size,
  );

  test('has a point for every iteration: within the bound, beyond it, and never', () => {
    expect(chart?.points.map(({ index }) => index)).toEqual([0, 2, 3, 4]);
    expect(findAll(chart?.markup, '.dots').map(countDots)).toEqual([2, 1]);
    expect(findAll(chart?.markup, '.censored')[0]?.attributes.d).toMatch(/^M/);
  });

  test('has the phases from left to right, and longer detections above', () => {
    const [first, second, third] = chart?.points ?? [];
    expect(first?.x).toBeLessThan(second?.x ?? 0);
    expect(third?.y).toBeLessThan(first?.y ?? 0);
  });

  test('has the bound as a band with its names', () => {
    expect(findAll(chart?.markup, '.bound')).toHaveLength(1);
    expect(textOf(chart?.markup)).toContain('bound: worst best');
    expect(chart?.markup.attributes['aria-label']).toBe(
      'Detection of 3 iterations, of 1 more it never came; bound 0.5 – 1.5 s',
    );
  });
});

test('without a phase the iterations are numbered', () => {
  const chart = drawPhaseChart(caseOf({ iterations: [one(0, 3, null), one(1, 5, null)] }), size);
  expect(textOf(chart?.markup)).toContain('0 1 detection, ms iteration');
  expect(findAll(chart?.markup, '.bound')).toEqual([]);
});

test('without a detection there is no chart', () => {
  expect(drawPhaseChart(caseOf({ iterations: [iteration({ samples: {} })] }), size)).toBeUndefined();
});
