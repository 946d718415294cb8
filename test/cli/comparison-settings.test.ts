import { expect, test } from 'vitest';
import { readComparisonSettings } from '../../src/cli/comparison-settings.ts';

const read = (metric: readonly string[] | undefined, tolerance?: string) =>
  readComparisonSettings({ metric, tolerance });

test.each([
  ['nothing', undefined, undefined, { metrics: undefined, tolerance: undefined }],
  ['a list', ['detection,schedule.3'], undefined, { metrics: ['detection', 'schedule.3'] }],
  ['a repeated option', ['outage', 'outage', 'attempts'], undefined, { metrics: ['outage', 'attempts'] }],
  ['a share', undefined, '5%', { tolerance: { share: 0.05, floorMs: 30 } }],
  ['a duration', undefined, '50ms', { tolerance: { share: 0.03, floorMs: 50 } }],
  ['both', undefined, '0%,0.1s', { tolerance: { share: 0, floorMs: 100 } }],
])('%s is read', (_title, metric, tolerance, expected) => {
  expect(read(metric, tolerance)).toMatchObject(expected);
});

test.each([
  ['an unknown metric', ['detektion'], undefined, '--metric: unknown metric "detektion" (did you mean "detection"?)'],
  ['a whole family', ['schedule.K'], undefined, '--metric: unknown metric "schedule.K" (did you mean "schedule.K"?)'],
  [
    'a metric with several figures',
    ['interval'],
    undefined,
    '--metric: an iteration has several of "interval"; compare schedule.0, …',
  ],
  ['a number without a unit', undefined, '30', '--tolerance: expected such as "5%", "50ms" or "5%,50ms", got "30"'],
  ['an empty part', undefined, '5%,', '--tolerance: expected such as "5%", "50ms" or "5%,50ms", got "5%,"'],
])('%s is refused', (_title, metric, tolerance, message) => {
  expect(() => read(metric, tolerance)).toThrow(message);
});
