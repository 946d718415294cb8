import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { cleanText } from '../../src/report/clean-text.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { prometheus } from '../../src/report/prometheus.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { runOf } from './example-run.ts';
import { hostileRun, hostileText, reportedRun, slowerRun } from './reported-run.ts';

const render = (result: RunResult): string =>
  prometheus.render(result, { width: 80, color: paintNothing, ascii: false });

const require = createRequire(import.meta.url);

interface Family {
  readonly name: string;
  readonly metrics: readonly { readonly value: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** It comes without types. */
const parsePrometheus: (text: string) => readonly Family[] = require('parse-prometheus-text-format');

/** The samples of one name, as another program reads them. */
function read(result: RunResult, name: string) {
  const families = parsePrometheus(render(result));
  return families.find((family) => family.name === name)?.metrics ?? [];
}

test('the exposition has this shape', async () => {
  await expect(render(reportedRun)).toMatchFileSnapshot('golden/metrics.prom');
});

test('what decides against the baseline is 1 where it is slower', () => {
  const samples = read(slowerRun, 'wschaos_slower_than_baseline').map(({ labels, value }) => [labels.metric, value]);
  expect(samples).toEqual([
    ['recovery', '1'],
    ['outage', '0'],
  ]);
});

test.each([
  ['durations are seconds', 'wschaos_detection_seconds', 'refuse', 'max', '0.006'],
  ['what never came is infinite', 'wschaos_recovery_seconds', 'half-open', 'max', '+Inf'],
  ['counts are counts', 'wschaos_attempts', 'refuse', 'max', '5'],
])('%s', (_what, name, id, statistic, value) => {
  const found = read(reportedRun, name).find(({ labels }) => labels.case === id && labels.statistic === statistic);
  expect(found?.value).toBe(value);
});

test('what was not observed is left out, and no 0', () => {
  expect(read(reportedRun, 'wschaos_detection_seconds').filter(({ labels }) => labels.case === 'unreachable')).toEqual(
    [],
  );
});

test('each case has one status', () => {
  const held = read(reportedRun, 'wschaos_case_status').filter(({ value }) => value === '1');
  expect(held.map(({ labels }) => [labels.case, labels.status])).toEqual([
    ['refuse', 'pass'],
    ['drop-pongs/normal', 'pass'],
    ['half-open', 'fail'],
    ['slow-start', 'pass'],
    ['unreachable', 'unmeasured'],
  ]);
});

test('a hostile text comes back as it was written', () => {
  const ids = read(hostileRun, 'wschaos_case_duration_seconds').map(({ labels }) => labels.case);
  expect(ids).toEqual([cleanText(hostileText), `x${cleanText(hostileText)}`]);
});

test.each([
  ['a run', reportedRun],
  ['hostile texts', hostileRun],
  ['a run without a case', runOf([])],
])('of %s, every line is one that Prometheus and its linter accept', (_what, result) => {
  const lines = render(result).trimEnd().split('\n');
  const sample = /^(wschaos_[a-z0-9_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\+Inf|\d+(\.\d+)?)$/;
  const wrong = lines.filter(
    (line) => !/^# (HELP wschaos_\w+ \S.*|TYPE wschaos_\w+ gauge)$/.test(line) && !sample.test(line),
  );
  expect(wrong).toEqual([]);
  const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(series.length).toBe(new Set(series).size);
  const types = lines.filter((line) => line.startsWith('# TYPE'));
  expect(types.length).toBe(new Set(types).size);
  // Names that are kept for counters, histograms and summaries, and units that are none.
  expect(
    lines.filter((line) => /^wschaos_\w*_(total|count|sum|bucket|milliseconds|ms|percent)[ {]/.test(line)),
  ).toEqual([]);
});
