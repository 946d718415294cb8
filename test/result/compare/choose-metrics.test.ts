import { expect, test } from 'vitest';
import { chooseMetrics } from '../../../src/result/compare/choose-metrics.ts';
import type { IterationResult } from '../../../src/result/run-result.ts';
import { caseOf } from '../../report/example-run.ts';
import { sweptCase, sweptIteration } from './compared-cases.ts';

/** A case whose iterations made so many attempts. */
function withAttempts(...counts: readonly number[]) {
  const iterations: readonly IterationResult[] = counts.map((count, index) => {
    const schedule = Array.from({ length: count }, (_, k) => [`schedule.${k}`, 100 * k] as const);
    return sweptIteration(index, counts.length, { attempts: count, ...Object.fromEntries(schedule) });
  });
  return caseOf({ iterations });
}

const gating = (base: ReturnType<typeof caseOf>, head = base) =>
  chooseMetrics(base, head, undefined)
    .filter(({ gates }) => gates)
    .map(({ metric }) => metric);

test('whether the client came back, when it noticed and when it dialled decide; the rest is shown', () => {
  expect(chooseMetrics(sweptCase(), sweptCase(), undefined)).toEqual([
    { metric: 'recovered', gates: true },
    { metric: 'detection', gates: true },
    { metric: 'schedule.0', gates: true },
    { metric: 'reconnect', gates: false },
    { metric: 'recovery', gates: false },
    { metric: 'outage', gates: false },
    { metric: 'attempts', gates: false },
  ]);
});

test.each([
  ['the seventh where all made so many', withAttempts(9, 12), withAttempts(8, 9), 'schedule.6'],
  ['the last that all have', withAttempts(9, 12), withAttempts(8, 3), 'schedule.2'],
])('of the attempts it is %s', (_title, base, head, expected) => {
  expect(gating(base, head).at(-1)).toBe(expected);
});

test('a client that never came back does not hide the attempts of the others', () => {
  const stuck = sweptIteration(2, 3, { attempts: 1, 'schedule.0': 0 }, { verdict: 'stuck' });
  const base = withAttempts(4, 4, 4);
  const head = caseOf({ iterations: [...withAttempts(4, 4).iterations, stuck] });
  expect(gating(base, head)).toEqual(['recovered', 'schedule.6'].map((metric) => metric.replace('6', '3')));
});

test('what the user names decides, and nothing else is shown', () => {
  expect(chooseMetrics(sweptCase(), sweptCase(), ['outage', 'attempts'])).toEqual([
    { metric: 'outage', gates: true },
    { metric: 'attempts', gates: true },
  ]);
});
