import { expect, test } from 'vitest';
import { describeInvalid } from '../../src/result/describe-invalid.ts';
import type { InvalidKind } from '../../src/result/run-result.ts';
import { iterationOf } from './iteration.ts';

const invalid = (reasonKind: InvalidKind, reason: string, loop = 1) =>
  iterationOf(0, {}, { verdict: 'invalid', reasonKind, reason, noise: { loop } });
const noise = (ms: number) => invalid('noise', `event-loop delay ${ms} ms exceeds 10 ms`, ms);
const silent = invalid('never-steady', 'client never steady: no answered message within 3 s');

test.each([
  ['one is told as it is', [noise(31)], 'noise', 'event-loop delay 31 ms exceeds 10 ms'],
  [
    'of several kinds the most telling comes first, though another is more common',
    [noise(31), noise(31), silent],
    'never-steady',
    'client never steady: no answered message within 3 s (1 of 3 invalid ones); ' +
      'event-loop delay 31 ms exceeds 10 ms (2 of 3 invalid ones)',
  ],
  [
    'different figures of one kind are one reason, told by the worst',
    [noise(31), noise(44), noise(12)],
    'noise',
    'event-loop delay 44 ms exceeds 10 ms (3 of 3 invalid ones; the worst is shown)',
  ],
  [
    'different words of one kind are one reason, told by the most common',
    [invalid('disturbed', 'a'), invalid('disturbed', 'b'), invalid('disturbed', 'b')],
    'disturbed',
    'b (3 of 3 invalid ones; the most common of 2 is shown)',
  ],
  [
    'that each was given another port makes no difference',
    [1, 2, 2].map((port) => invalid('never-steady', `it never connected; it was given ws://127.0.0.1:${port}/`)),
    'never-steady',
    'it never connected; it was given ws://127.0.0.1:1/ (3 of 3 invalid ones)',
  ],
  ['without a word it was a disturbance', [iterationOf(0, {})], 'disturbed', 'the measurement was disturbed'],
] as const)('%s', (_what, iterations, kind, text) => {
  expect(describeInvalid(iterations)).toEqual({ kind, text });
});
