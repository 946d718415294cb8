import { expect, test } from 'vitest';
import { censorAt } from '../../../src/result/compare/censor-at.ts';
import { figuresOf } from '../../../src/result/figures-of.ts';
import { caseOf, iteration } from '../../report/example-run.ts';

/** Steady 500 ms before the fault, noticed after 3 s, dialled twice, back after 6 s. */
const slow = iteration({
  marks: { ...iteration().marks, detected: 3000, attempts: [3100, 5900], open: 5950, ready: 6000, lifted: 1000 },
  samples: {
    ...{ detection: 3000, reconnect: 2950, recovery: 5000, outage: 6000, attempts: 2 },
    ...{ 'schedule.0': 100, 'schedule.1': 2900, 'sockets.max': 9000 },
  },
});

const read = (timeoutMs: number) => {
  const [one] = censorAt(caseOf({ iterations: [slow] }), timeoutMs).iterations;
  if (one === undefined) throw new Error('no iteration');
  const metrics = ['recovered', 'detection', 'reconnect', 'recovery', 'outage', 'attempts', 'schedule.0', 'schedule.1'];
  return [one.verdict, ...metrics.flatMap((metric) => figuresOf(one, metric))];
};

test.each([
  ['after everything changes nothing', 6500, ['recovered', 1, 3000, 2950, 5000, 6000, 2, 100, 2900]],
  ['counts from steady', 6499, ['stuck', 0, 3000, 2950, 'censored', 'censored', 2, 100, 2900]],
  [
    'between two attempts leaves the first',
    5000,
    ['stuck', 0, 3000, 'censored', 'censored', 'censored', 1, 100, 'censored'],
  ],
  [
    'before the client noticed leaves nothing',
    2000,
    ['undetected', 0, 'censored', 'censored', 'censored', 'censored', 0, 'censored', 'censored'],
  ],
] as const)('a timeout that ends %s', (_title, timeoutMs, expected) => {
  expect(read(timeoutMs)).toEqual(expected);
});

test('what is no duration stays, and so does a case of a timeout that is shorter anyway', () => {
  const all = caseOf({ iterations: [slow] });
  expect(censorAt(all, 2000).iterations[0]?.samples['sockets.max']).toBe(9000);
  expect(censorAt(all, 30_000)).toBe(all);
});
