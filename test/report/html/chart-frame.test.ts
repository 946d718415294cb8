import { expect, test } from 'vitest';
import { createChartFrame, dotPath, keepInside, round } from '../../../src/report/html/chart-frame.ts';
import { chooseTicks, chooseTimeTicks } from '../../../src/report/html/choose-ticks.ts';
import { findAll, textOf } from './read-markup.ts';

const frame = createChartFrame({
  width: 400,
  height: 200,
  x: { domain: [0, 1], axis: chooseTicks(0, 1, 2), title: 'phase' },
  y: { domain: [0, 2000], axis: chooseTimeTicks(0, 2000, 2), title: 'detection' },
  description: 'two iterations',
});

test('the data stands between the axes, the low end at the bottom', () => {
  expect([frame.x(0), frame.x(1)]).toEqual([frame.left, frame.right]);
  expect([frame.y(0), frame.y(2000)]).toEqual([frame.bottom, frame.top]);
  expect(frame.left).toBeGreaterThan(0);
  expect(frame.right).toBeLessThan(400);
});

test('axes have numbers and titles with units, and the chart says what it shows', () => {
  const chart = frame.fill('data');
  expect(textOf(chart)).toBe('0 1 2 0 0.5 1 detection, s phase data');
  expect(chart.attributes).toMatchObject({ role: 'img', 'aria-label': 'two iterations', width: 400 });
  expect(findAll(chart, '.grid')).toHaveLength(3);
});

test('dots are a path of lines without a length', () => {
  const points = [
    { x: 1.26, y: 2 },
    { x: 3, y: 4.04 },
  ];
  expect(dotPath(points)).toBe('M1.3 2h0M3 4h0');
  expect(round(1.25)).toBe(1.3);
});

test.each([
  ['stands on its place', 380, '600', 380],
  ['ends where the chart ends', 396, '600', 389.1],
  ['of many digits too', 386, '600,000', 375.9],
])('a number on the axis below %s', (_what, place, label, expected) => {
  expect(keepInside(place, label, 400)).toBe(expected);
});
