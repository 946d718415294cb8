import { expect, test } from 'vitest';
import type { CaseShare } from '../../src/result/run-result.ts';
import { shareSchema } from '../../src/result/share-schema.ts';
import { expectationOf } from './shards-of.ts';
import { drop } from './stream.ts';

const share: CaseShare = {
  ...{ first: 2, count: 3, of: 8, notes: ['a note'], crowded: 0, unmeasured: 'no answer', isNotLoaded: false },
  expectations: [expectationOf('detection', { statistic: 'p95', because: 'of a rule' })],
  faults: [drop],
  heartbeat: { style: 'ping', intervalMs: 1000, timeoutMs: 500 },
};

test('a share passes as it is, and with what a later version adds', () => {
  expect(shareSchema.parse(share)).toEqual(share);
  expect(shareSchema.parse({ ...share, more: 1 })).toEqual({ ...share, more: 1 });
});

test.each([
  ['no iteration', { count: 0 }, ['count']],
  [
    'an unknown operator',
    { expectations: [{ ...share.expectations[0], operator: '~' }] },
    ['expectations', 0, 'operator'],
  ],
  ['an unknown sign of a fault', { faults: [{ ...drop, sign: 'x' }] }, ['faults', 0, 'sign']],
  ['an unknown heartbeat', { heartbeat: { style: 'x', intervalMs: 1, timeoutMs: 1 } }, ['heartbeat', 'style']],
])('a share with %s does not', (_what, change, place) => {
  expect(shareSchema.safeParse({ ...share, ...change }).error?.issues.map((issue) => issue.path)).toEqual([place]);
});
