import { expect, test } from 'vitest';
import { censorAt } from '../../../src/result/compare/censor-at.ts';
import { compareCase } from '../../../src/result/compare/compare-case.ts';
import { defaultTolerance } from '../../../src/result/compare/tolerance.ts';
import type { CaseResult } from '../../../src/result/run-result.ts';
import { caseOf } from '../../report/example-run.ts';
import { sweptCase } from './compared-cases.ts';

const compare = (base: CaseResult, head: CaseResult, metrics?: readonly string[]) =>
  compareCase({
    base: { file: 'base.json', result: base },
    head: { file: 'head.json', result: head },
    ...{ metrics, tolerance: defaultTolerance, isChosen: base.id !== head.id, confidence: 0.98 },
  });

test('a case is compared by its metrics', () => {
  const compared = compare(sweptCase(), sweptCase({ shift: 50 }, { timeoutMs: 10_000 }));
  expect(compared).toMatchObject({
    kind: 'compared',
    id: 'drop-pongs',
    design: 'paired',
    notes: ['the timeouts differ (15s and 10s): what came after 10s is censored in both'],
    timeoutMs: 10_000,
  });
  const metrics = compared.kind === 'compared' ? compared.metrics : [];
  expect(metrics.map(({ metric, shift }) => [metric, shift.estimate])).toEqual([
    ['recovered', 0],
    ['detection', 50],
    ['schedule.0', 0],
    ['reconnect', 0],
    ['recovery', 50],
    ['outage', 50],
    ['attempts', 0],
  ]);
});

test('a case that is no pair says why', () => {
  expect(compare(sweptCase(), sweptCase({ n: 10 }))).toMatchObject({
    design: 'unpaired',
    notes: ['not paired: there are 20 and 10 iterations'],
  });
});

test('pairs that are left out are told', () => {
  const head = sweptCase();
  const late = head.iterations.map((one) => (one.index < 2 ? { ...one, phase: 0.99 } : one));
  expect(compare(sweptCase(), { ...head, iterations: late })).toMatchObject({
    design: 'paired',
    notes: ['2 of 20 pairs are left out: their phases do not agree'],
  });
});

test('another case of BASE is named', () => {
  expect(compare(sweptCase({}, { id: 'old' }), sweptCase())).toMatchObject({ id: 'drop-pongs', baseId: 'old' });
});

const unmeasured = caseOf({ status: 'unmeasured', reason: 'target is not reachable' });

test.each([
  [
    'HEAD could not measure',
    sweptCase(),
    unmeasured,
    'unmeasured-in-head',
    'it could not be measured in head.json: target is not reachable',
  ],
  [
    'BASE could not measure',
    unmeasured,
    sweptCase(),
    'unmeasured-in-base',
    'it could not be measured in base.json: target is not reachable',
  ],
] as const)('a case that %s is not compared', (_title, base, head, why, reason) => {
  expect(compare(base, head)).toEqual({ kind: 'not-compared', id: head.id, why, reason });
});

test('a case without a figure of the metric is not compared', () => {
  expect(compare(sweptCase(), sweptCase(), ['server.detection'])).toMatchObject({
    kind: 'not-compared',
    why: 'no-figures',
    reason: 'no metric has a figure in both files',
  });
});

test('one iteration without an attempt does not keep the backoff from being compared, and is told', () => {
  const head = sweptCase();
  const iterations = head.iterations.map((one) =>
    one.index === 3 ? { ...one, samples: { ...one.samples, 'schedule.0': null } } : one,
  );
  const compared = compare(sweptCase(), { ...head, iterations });
  expect(compared).toMatchObject({ notes: ['schedule.0 leaves out 1 of 20 pairs: they have no such attempt'] });
  const gating = compared.kind === 'compared' ? compared.metrics.filter(({ gates }) => gates) : [];
  expect(gating.map(({ metric, n }) => [metric, n])).toContainEqual(['schedule.0', [19, 19]]);
});

test('a client that has not changed is not slower for a shorter timeout', () => {
  const long = sweptCase({}, { timeoutMs: 15_000 });
  const least = 1500;
  const short = sweptCase({}, { timeoutMs: least, iterations: censorAt(long, least).iterations });
  const compared = compare(long, short);
  expect(compared).toMatchObject({
    notes: ['the timeouts differ (15s and 1.5s): what came after 1.5s is censored in both'],
  });
  const metrics = compared.kind === 'compared' ? compared.metrics : [];
  const detection = metrics.find(({ metric }) => metric === 'detection');
  expect(detection?.base).toEqual(detection?.head);
  expect(metrics.filter(({ shift }) => shift.pSlower < 0.5)).toEqual([]);
});
