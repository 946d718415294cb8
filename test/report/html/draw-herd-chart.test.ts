import { expect, test } from 'vitest';
import { drawHerdChart } from '../../../src/report/html/draw-herd-chart.ts';
import { findAll, textOf } from './read-markup.ts';

const size = { width: 500, height: 250 };

test('a bar for each bucket with dials, and the curve of those that are back', () => {
  const chart = drawHerdChart({ lost: 10, bucketMs: 50, attempts: [0, 8, 0, 4, 0], back: [0, 0, 5, 4, 0] }, size);
  expect(String(findAll(chart, '.bars')[0]?.attributes.d).split('z')).toHaveLength(3);
  expect(String(findAll(chart, '.curve')[0]?.attributes.d).split('V')).toHaveLength(3);
  expect(textOf(chart)).toContain('9 of 10 back');
  expect(chart?.attributes['aria-label']).toBe('10 clients that lost their link: 12 dials, 9 were back');
});

test('dials that could not be seen are no bars', () => {
  const chart = drawHerdChart({ lost: 2, bucketMs: 50, attempts: null, back: [0, 2] }, size);
  expect(findAll(chart, '.bars')[0]?.attributes.d).toBe('');
  expect(chart?.attributes['aria-label']).toContain('dials that could not be seen');
});

test('where nobody dialled and nobody came back there is nothing to draw', () => {
  expect(drawHerdChart({ lost: 2, bucketMs: 50, attempts: [0], back: [0] }, size)).toBeUndefined();
});
