import { expect, test } from 'vitest';
import { chooseMetrics } from '../../../src/result/compare/choose-metrics.ts';
import { sweptCase } from './compared-cases.ts';

test('whether the client came back, when it noticed and when it dialled decide; the rest is shown', () => {
  expect(chooseMetrics(sweptCase(), sweptCase(), { named: undefined, attempt: 'schedule.0' })).toEqual([
    { metric: 'recovered', gates: true },
    { metric: 'detection', gates: true },
    { metric: 'schedule.0', gates: true },
    { metric: 'reconnect', gates: false },
    { metric: 'recovery', gates: false },
    { metric: 'outage', gates: false },
    { metric: 'attempts', gates: false },
  ]);
});

test('what the user names decides, and nothing else is shown', () => {
  expect(chooseMetrics(sweptCase(), sweptCase(), { named: ['outage', 'attempts'], attempt: undefined })).toEqual([
    { metric: 'outage', gates: true },
    { metric: 'attempts', gates: true },
  ]);
});
