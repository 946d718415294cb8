import { expect, test } from 'vitest';
import { explainBackoff } from '../../src/report/explain-backoff.ts';
import type { BackoffResult } from '../../src/result/backoff-result.ts';

const backoff: BackoffResult = {
  ...{ gaps: 61, iterations: 20, dials: 7, longestMs: 4900, source: 'client', rivals: [] },
  shape: { kind: 'exponential', jitter: 'full', initialMs: 200, factor: 2, capMs: 5000 },
};

test.each<[string, Partial<BackoffResult>, readonly string[]]>([
  ['the shape', {}, ['exponential ×2 from 200 ms with full jitter, cap 5 s (61 gaps of 20 iterations)']],
  [
    'a shape without a cap, and few gaps',
    {
      gaps: 6,
      rivals: ['linear without jitter'],
      shape: { kind: 'exponential', jitter: 'none', initialMs: 200, factor: 2, capMs: null },
    },
    [
      'cannot tell exponential ×2 from 200 ms without jitter, no cap up to 4.9 s from linear without jitter (6 gaps of 20 iterations)',
    ],
  ],
  [
    'a machine that was busy',
    { late: { gaps: 9, mostMs: 212 }, rivals: ['list'] },
    [
      'cannot tell exponential ×2 from 200 ms with full jitter, cap 5 s from a list of its own (61 gaps of 20 iterations; 9 more left out: machine up to 212 ms late)',
    ],
  ],
  [
    'many shapes',
    {
      gaps: 6,
      rivals: ['fixed with full jitter', 'linear with full jitter', 'decorrelated-jitter'],
    },
    [
      'cannot tell the shape: 4 kinds would explain the waits, one is exponential ×2 from 200 ms with full jitter, cap 5 s (6 gaps of 20 iterations)',
    ],
  ],
  [
    'no shape',
    { gaps: 2, shape: null, unknown: 'too few waits to tell the shape' },
    ['too few waits to tell the shape (2 gaps of 20 iterations)'],
  ],
  [
    'nothing seen',
    { gaps: 0, longestMs: null, source: null, shape: null, unknown: 'nobody saw them' },
    ['not observable: nobody saw them'],
  ],
  [
    'an answer that was not obeyed',
    {
      shape: { kind: 'none', jitter: 'none', initialMs: 0, capMs: null },
      retryAfter: { answers: 9, respected: 0, askedMs: 2000, waitedMs: 212 },
    },
    [
      'none: dials again at once (61 gaps of 20 iterations)',
      'Retry-After is ignored: 0 of 9 waits (shortest 212 ms of 2 s)',
    ],
  ],
  [
    'a wait that may be its own',
    {
      shape: { kind: 'fixed', jitter: 'none', initialMs: 5000, capMs: null },
      retryAfter: { answers: 5, respected: 0, unclear: 5, askedMs: 1000, waitedMs: 5000 },
    },
    [
      'fixed, 5 s without jitter (61 gaps of 20 iterations)',
      'cannot tell whether Retry-After is respected: 0 of 5 waits, 5 more as long, but maybe by its own backoff (shortest 5 s of 1 s)',
    ],
  ],
  [
    'a refusal',
    {
      shape: { kind: 'fixed', jitter: 'none', initialMs: 100, capMs: null },
      refusedForGood: { status: 401, series: 3, stopped: 0, retriedOnce: 0, hammered: 3, letIn: 0, mostDials: 9 },
      givingUp: { how: 'quiet', series: 1, afterDials: 4, quietMs: 9000 },
    },
    [
      'fixed, 100 ms without jitter (61 gaps of 20 iterations)',
      'after 401: went on dialling, up to 9 times (3 of 3)',
      'a client dialled no more after 4 dials, though not back (no dial in the last 9 s)',
    ],
  ],
  [
    'a list that was not seen whole',
    { shape: { kind: 'list', jitter: null, initialMs: 500, capMs: null, waitsMs: [null, 500, 2000] } },
    ['a list of its own: ?, 500 ms, 2 s (61 gaps of 20 iterations)'],
  ],
  [
    'a backoff that begins anew',
    {
      shape: { kind: 'list', jitter: null, initialMs: 0, capMs: null, waitsMs: [0, 2000] },
      resetOnOpen: { verdict: 'resets', connections: 8, earlyMs: 100, lateMs: 101 },
    },
    [
      'a list of its own: 0 ms, 2 s (61 gaps of 20 iterations)',
      'begins anew with every open, though no connection was ready: median wait 100 ms behind the first half of 8 of them, 101 ms behind the second',
    ],
  ],
])('%s', (_what, changes, expected) => {
  expect(explainBackoff({ ...backoff, ...changes })).toEqual(expected);
});
