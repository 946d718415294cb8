import { expect, test } from 'vitest';
import { pairIterations } from '../../../src/result/compare/pair-iterations.ts';
import type { CaseResult } from '../../../src/result/run-result.ts';
import { sweptCase } from './compared-cases.ts';

const pair = (base: CaseResult, head: CaseResult, isChosen = false) =>
  pairIterations(base, head, { isChosen, fewest: 8 });

/** With other phases in the first iterations. */
function withPhases(count: number, phase: number | null): CaseResult {
  const { iterations, ...rest } = sweptCase();
  return { ...rest, iterations: iterations.map((one) => (one.index < count ? { ...one, phase } : one)) };
}

test('two runs of one case are paired by the index of the iteration', () => {
  const head = sweptCase({ shift: 50 });
  const design = pair(sweptCase(), { ...head, iterations: [...head.iterations].reverse() });
  expect(design).toMatchObject({ kind: 'paired', left: 0 });
  const pairs = design.kind === 'paired' ? design.pairs : [];
  expect(pairs.map(([one, other]) => [one.index, other.index])).toEqual(Array.from({ length: 20 }, (_, i) => [i, i]));
});

test.each([
  ['differs in its hash', { hash: '1' }, 'the case differs: its scenario, or an option of the run'],
  ['had another seed', { seed: 8 }, 'the seeds differ (7 and 8)'],
  ['has fewer iterations', { iterations: sweptCase({ n: 19 }).iterations }, 'there are 20 and 19 iterations'],
  ['has no phases', { iterations: withPhases(20, null).iterations }, 'the phases agree in 0 of 20 iterations'],
  [
    'had other seeds of its iterations',
    { iterations: sweptCase().iterations.map((one) => ({ ...one, seed: 1 })) },
    'the phases agree in 0 of 20 iterations',
  ],
])('a case that %s is not paired', (_title, changes, why) => {
  expect(pair(sweptCase(), sweptCase({}, changes))).toEqual({ kind: 'unpaired', reason: `not paired: ${why}` });
});

test.each([
  ['what has changed', { client: 'b', target: 't', timeout: '9' }, 'in client, timeout'],
  ['what is new and what is gone', { client: 'a', target: 't', listen: 'l' }, 'in listen, timeout'],
  ['nothing, where its file is older', undefined, 'its scenario, or an option of the run'],
])('of a case that differs %s is named', (_what, partHashes, expected) => {
  const base = sweptCase({}, { partHashes: { client: 'a', target: 't', timeout: '1' } });
  const head = sweptCase({}, { hash: '1', ...(partHashes === undefined ? {} : { partHashes }) });
  expect(pair(base, head)).toEqual({ kind: 'unpaired', reason: `not paired: the case differs: ${expected}` });
});

test('cases that the user chose may differ, and are paired', () => {
  expect(pair(sweptCase(), sweptCase({}, { hash: '1', id: 'other' }), true).kind).toBe('paired');
});

test('iterations that missed their phase are left out', () => {
  expect(pair(sweptCase(), withPhases(3, 0.99))).toMatchObject({ kind: 'paired', left: 3 });
});

test('without a phase in either, the index pairs them', () => {
  expect(pair(withPhases(20, null), withPhases(20, null))).toMatchObject({ kind: 'paired', left: 0 });
});
