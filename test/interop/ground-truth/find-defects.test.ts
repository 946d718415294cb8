import { expect, test } from 'vitest';
import type { CaseResult } from '../../../src/result/run-result.ts';
import { caseOf, iteration } from '../../report/example-run.ts';
import { findDefects } from './find-defects.ts';

const noisy = iteration({ verdict: 'invalid', reasonKind: 'noise', reason: 'event-loop delay 31 ms exceeds 10 ms' });
const unsteady = iteration({ verdict: 'invalid', reasonKind: 'never-steady', reason: 'client never steady' });

test.each<[string, Partial<CaseResult>, readonly string[]]>([
  ['noise alone', { status: 'unmeasured', reasonKind: 'noise', reason: 'noise', invalid: [noisy, noisy] }, []],
  [
    'clients that are never steady',
    { status: 'unmeasured', reasonKind: 'never-steady', reason: '0 of 13', invalid: [unsteady, noisy, unsteady] },
    ['one: 0 of 13', 'one: client never steady'],
  ],
  ['a single such client', { invalid: [unsteady] }, ['one: client never steady']],
  ['no start at all', { status: 'unmeasured', reason: 'no program' }, ['one: no program']],
  ['nothing', {}, []],
])('%s that kept cases from being measured: is it a defect?', (_what, changes, expected) => {
  expect(findDefects({ cases: [caseOf({ id: 'one', ...changes })] })).toEqual(expected);
});
