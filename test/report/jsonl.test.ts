import { expect, test } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { jsonl } from '../../src/report/jsonl.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { caseOf, iteration, runOf } from './example-run.ts';
import { hostileRun, hostileText, reportedRun } from './reported-run.ts';

const render = (result: RunResult): string => jsonl.render(result, { width: 80, color: paintNothing, ascii: false });
const read = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('the lines have this shape', async () => {
  const short = runOf([caseOf(), ...reportedRun.cases.slice(3)]);
  await expect(render(short)).toMatchFileSnapshot('golden/events.jsonl');
});

test('every line is an object: iterations, their case, at last the run', () => {
  const events = read(render(reportedRun));
  expect(events.filter(({ event }) => event === 'iteration').length).toBe(52);
  expect(events.filter(({ event }) => event === 'case').map(({ id, status }) => [id, status])).toEqual(
    reportedRun.cases.map(({ id, status }) => [id, status]),
  );
  expect(events.at(-1)).toMatchObject({
    event: 'end',
    schema: 'wschaos/events@1',
    counts: { pass: 3, fail: 1, unmeasured: 1 },
  });
});

test('nothing of the samples is lost', () => {
  const events = read(render(reportedRun));
  const rebuilt = reportedRun.cases.map(({ id }) =>
    events.flatMap(({ event, case: of, ...rest }) => (event === 'iteration' && of === id ? [rest] : [])),
  );
  expect(rebuilt).toEqual(reportedRun.cases.map((one) => [...one.iterations, ...one.invalid]));
});

test('live, the same lines come in pieces', () => {
  const { live } = jsonl;
  const pieces = hostileRun.cases.flatMap((one) => [
    ...one.iterations.map((each) => live?.iteration(one.id, each)),
    live?.case(one),
  ]);
  expect([...pieces, live?.end(hostileRun)].join('')).toBe(render(hostileRun));
});

test('a case names its traces, since live an iteration cannot', () => {
  const iterations = [iteration({ index: 0 }), iteration({ index: 1, trace: 'traces/a/1.jsonl' })];
  expect(read(jsonl.live?.case(caseOf({ iterations })) ?? '')[0]).toMatchObject({ traces: ['traces/a/1.jsonl'] });
  expect(read(jsonl.live?.case(caseOf()) ?? '')[0]).not.toHaveProperty('traces');
});

test('a hostile text stays on its line and comes back as it was', () => {
  expect(read(render(hostileRun))[0]?.case).toBe(hostileText);
});

test('infinity is censored', () => {
  const samples = { detection: Number.POSITIVE_INFINITY };
  expect(read(jsonl.live?.iteration('a', iteration({ samples })) ?? '')[0]?.samples).toEqual({ detection: 'censored' });
});
