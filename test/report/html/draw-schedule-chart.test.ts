import { expect, test } from 'vitest';
import { drawScheduleChart } from '../../../src/report/html/draw-schedule-chart.ts';
import { iteration } from '../example-run.ts';
import { countDots, findAll } from './read-markup.ts';

const size = { width: 500, height: 250 };
const { marks } = iteration();
const withAttempts = (index: number, attempts: readonly number[]) =>
  iteration({ index, marks: { ...marks, detected: 0, attempts } });

test('a dot for every wait, and a stroke at the median where there are three', () => {
  const iterations = [withAttempts(0, [100, 300]), withAttempts(1, [120, 360]), withAttempts(2, [90])];
  const chart = drawScheduleChart(iterations, size);
  expect(countDots(findAll(chart?.markup, '.dots')[0])).toBe(5);
  expect(findAll(chart?.markup, '.median')).toHaveLength(1);
  expect(chart?.points.map(({ index }) => index)).toEqual([0, 0, 1, 1, 2]);
});

test('what is too far is left out, and said to be', () => {
  const many = Array.from({ length: 30 }, (_, place) => 100 * (place + 1));
  const chart = drawScheduleChart([withAttempts(0, many)], size);
  expect(chart?.points).toHaveLength(24);
  expect(chart?.markup.attributes['aria-label']).toBe('Waits before 24 attempts, and 6 later ones that are not drawn');
});

test('without an attempt there is no chart', () => {
  expect(drawScheduleChart([withAttempts(0, [])], size)).toBeUndefined();
});
