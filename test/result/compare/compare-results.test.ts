import { describe, expect, test } from 'vitest';
import { compareResults } from '../../../src/result/compare/compare-results.ts';
import type { Comparison } from '../../../src/result/compare/comparison.ts';
import { baseFile, headFile, sweptCase } from './compared-cases.ts';

/** Case → metric → verdict; of what was not compared: why. */
const verdictsOf = ({ cases }: Comparison) =>
  Object.fromEntries(
    cases.map((one) => [
      one.id,
      one.kind === 'compared'
        ? Object.fromEntries(one.metrics.map(({ metric, verdict }) => [metric, verdict]))
        : one.why,
    ]),
  );

describe('compareResults', () => {
  test('finds the same in the same', () => {
    const comparison = compareResults(baseFile(sweptCase()), headFile(sweptCase()));
    expect(comparison).toMatchObject({
      schema: 'wschaos/comparison@1',
      base: { file: 'base.json', tool: '1.0.0', seed: 7 },
      head: { file: 'head.json' },
      confidence: 0.98,
    });
    expect(new Set(Object.values(verdictsOf(comparison)['drop-pongs'] ?? {}))).toEqual(new Set(['same']));
  });

  test('finds a slower detection, and what follows from it', () => {
    const comparison = compareResults(baseFile(sweptCase()), headFile(sweptCase({ shift: 50, jitter: 5 })));
    expect(verdictsOf(comparison)['drop-pongs']).toMatchObject({
      detection: 'slower',
      'schedule.0': 'same',
      outage: 'slower',
    });
  });

  test('matches cases by id, in the order of HEAD', () => {
    const named = (id: string) => sweptCase({ n: 8 }, { id });
    const comparison = compareResults(baseFile(named('a'), named('b')), headFile(named('c'), named('b')));
    expect(comparison.cases.map(({ kind, id }) => [kind, id])).toEqual([
      ['not-compared', 'c'],
      ['compared', 'b'],
      ['not-compared', 'a'],
    ]);
    expect(comparison.cases).toMatchObject([
      { why: 'not-in-base', reason: 'base.json has no such case' },
      {},
      { why: 'not-in-head', reason: 'head.json has no such case' },
    ]);
  });

  test('keeps the verdicts with their cases, though they are judged together', () => {
    const [slow, fast] = [sweptCase({ shift: 90 }, { id: 'slow' }), sweptCase({ shift: -90 }, { id: 'fast' })];
    const base = [sweptCase({}, { id: 'fast' }), sweptCase({}, { id: 'slow' })];
    const comparison = compareResults(baseFile(...base), headFile(slow, fast), { metrics: ['detection'] });
    expect(verdictsOf(comparison)).toEqual({ slow: { detection: 'slower' }, fast: { detection: 'faster' } });
  });

  test('takes another tolerance', () => {
    const compare = (floorMs: number) =>
      verdictsOf(
        compareResults(baseFile(sweptCase()), headFile(sweptCase({ shift: 50 })), {
          ...{ metrics: ['detection'], tolerance: { share: 0, floorMs } },
        }),
      )['drop-pongs'];
    expect([compare(49), compare(51)]).toEqual([{ detection: 'slower' }, { detection: 'same' }]);
  });

  test('compares two cases of one run that were chosen', () => {
    const both = [sweptCase({}, { id: 'ab/a' }), sweptCase({ shift: 50 }, { id: 'ab/b', hash: '1' })];
    const comparison = compareResults(baseFile(...both), headFile(...both), {
      ...{ metrics: ['detection'], chosen: { base: 'ab/a', head: 'ab/b' } },
    });
    expect(comparison.cases).toMatchObject([{ id: 'ab/b', baseId: 'ab/a', design: 'paired' }]);
    expect(verdictsOf(comparison)).toEqual({ 'ab/b': { detection: 'slower' } });
  });

  test('does not compare a chosen case that is not there', () => {
    const chosen = { base: 'drop-pongs', head: 'other' };
    expect(() => compareResults(baseFile(sweptCase()), headFile(sweptCase()), { chosen })).toThrow(
      'head.json has no case "other"',
    );
  });
});

test.each([
  ['nothing of it, where the whole is wanted', true, ['interrupted']],
  ['what there is, where it is not', false, ['compared']],
])('of a run that was interrupted is compared %s', (_what, wantsWhole, expected) => {
  const [base, head] = [baseFile(sweptCase()), baseFile(sweptCase())];
  const cut = { file: 'this run', result: { ...head.result, interrupted: true } };
  const { cases } = compareResults(base, cut, { wantsWhole });
  expect(cases.map((one) => (one.kind === 'compared' ? one.kind : one.why))).toEqual(expected);
});
