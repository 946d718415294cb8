import { describe, expect, it } from 'vitest';
import { findMetric, metrics } from '../../src/base/metric.ts';

describe('findMetric', () => {
  it.each(metrics.map(({ name }) => name).filter((name) => name !== 'schedule.K'))('finds %s', (name) => {
    expect(findMetric(name)?.name).toBe(name);
  });

  it.each(['schedule.0', 'schedule.6', 'schedule.12'])('finds the family of %s', (name) => {
    expect(findMetric(name)).toMatchObject({ name: 'schedule.K', unit: 'duration' });
  });

  it.each([
    '',
    'Detection',
    'detection.p95',
    'schedule',
    'schedule.',
    'schedule.K',
    'schedule.-1',
    'messages',
  ])('finds nothing for %j', (name) => {
    expect(findMetric(name)).toBeUndefined();
  });
});

it('no name stands twice in the table', () => {
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
});
