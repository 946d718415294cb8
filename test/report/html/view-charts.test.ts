import { expect, test } from 'vitest';
import { viewCharts } from '../../../src/report/html/view-charts.ts';
import { caseOf, exampleRun, iteration } from '../example-run.ts';
import { findAll, textOf } from './read-markup.ts';

const request = { baseline: undefined, metric: 'detection', iteration: undefined, width: 500 };
const titles = (one = caseOf(), changes: Partial<Parameters<typeof viewCharts>[1]> = {}) =>
  viewCharts(one, { ...request, ...changes }).map(({ markup }) => textOf(findAll(markup, 'h2')[0]));

test('a case has the charts that it has data for', () => {
  expect(titles(exampleRun.cases[1])).toEqual(['Detection against phase', 'Distribution', 'Attempt schedule']);
  expect(titles(caseOf({ iterations: [] }))).toEqual([]);
});

test('a fleet has the herd of the iteration that is chosen, or else the first', () => {
  const arrivals = { lost: 3, bucketMs: 50, attempts: [3], back: [0, 3] };
  const fleet = caseOf({ iterations: [iteration({ arrivals }), iteration({ index: 1, arrivals })] });
  expect(titles(fleet).at(-1)).toBe('Herd, iteration #0');
  expect(titles(fleet, { iteration: 1 }).at(-1)).toBe('Herd, iteration #1');
});

test('the distribution is of the metric that is chosen, or of one that there is, with the baseline behind', () => {
  const [, chart] = viewCharts(caseOf(), { ...request, metric: 'outage', baseline: { outage: [400] } });
  expect(findAll(chart?.markup, 'button').map((one) => [textOf(one), one.attributes['aria-pressed']])).toEqual([
    ['detection', 'false'],
    ['recovery', 'false'],
    ['outage', 'true'],
  ]);
  expect(textOf(findAll(chart?.markup, '.caption')[0])).toContain('dashed: the baseline');
  expect(findAll(chart?.markup, '.before')).toHaveLength(1);
});
