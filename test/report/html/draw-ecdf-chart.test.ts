import { expect, test } from 'vitest';
import { drawEcdfChart } from '../../../src/report/html/draw-ecdf-chart.ts';
import { findAll, textOf } from './read-markup.ts';

const request = { metric: 'detection', width: 500, height: 250, baseline: undefined };

test('a step for every figure', () => {
  const chart = drawEcdfChart({ ...request, figures: [100, 300, 200] });
  expect(findAll(chart, '.curve').map(({ attributes }) => String(attributes.d).split('V').length - 1)).toEqual([3]);
  expect(textOf(chart)).toContain('0 % 25 % 50 % 75 % 100 %');
  expect(chart?.attributes['aria-label']).toBe('Distribution of detection over 3 iterations');
});

test('the baseline is a curve of its own, behind', () => {
  const chart = drawEcdfChart({ ...request, figures: [100, 'censored'], baseline: [50, 60] });
  expect(findAll(chart, '.curve').map(({ attributes }) => attributes.class)).toEqual(['curve before', 'curve']);
  const expected = 'Distribution of detection over 2 iterations, of which 1 never had it, and of 2 of the baseline';
  expect(chart?.attributes['aria-label']).toBe(expected);
});

test.each([
  ['no figure', []],
  ['only censored ones', ['censored' as const]],
])('%s gives no chart', (_what, figures) => {
  expect(drawEcdfChart({ ...request, figures })).toBeUndefined();
});

test('figures that are all one value are drawn', () => {
  expect(JSON.stringify(drawEcdfChart({ ...request, figures: [0, 0] }))).not.toContain('NaN');
});
