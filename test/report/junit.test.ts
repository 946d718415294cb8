import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanText } from '../../src/report/clean-text.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { junit } from '../../src/report/junit.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { requireDebianPackage, xmllint } from '../support/debian-packages.ts';
import { runOf } from './example-run.ts';
import { hostileRun, hostileText, reportedRun, slowerRun } from './reported-run.ts';

const require = createRequire(import.meta.url);

/** The schema of Ant's JUnit task; that of Jenkins allows all that it does. */
const schema = require.resolve('jest-junit-reporter/src/__tests__/fixtures/junit.xsd');

const render = (result: RunResult): string =>
  junit.render({ ...result, endedAt: '2026-11-27T02:00:01.000Z' }, { width: 80, color: paintNothing, ascii: false });

/** What another program reads: the text of an XPath expression, or the verdict on the whole. */
function lint(xml: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('xmllint', ['--nonet', ...args, '-'], { input: xml, encoding: 'utf8' });
  return { status, stdout: stdout.replace(/\n$/, ''), stderr };
}
const read = (xml: string, path: string): string => lint(xml, '--xpath', `string(${path})`).stdout;

beforeAll(() => requireDebianPackage(xmllint));

test('JUnit has this shape', async () => {
  await expect(render(reportedRun)).toMatchFileSnapshot('golden/junit.xml');
});

test.each([
  ['a run', reportedRun],
  ['a run without a case', runOf([])],
  ['a run that became slower', slowerRun],
  ['a run with hostile texts', hostileRun],
])('%s is valid under the schema', (_what, result) => {
  expect(lint(render(result), '--noout', '--schema', schema)).toEqual({
    status: 0,
    stdout: '',
    stderr: '- validates\n',
  });
});

test('the schema refuses what is not valid', () => {
  const broken = render(reportedRun).replace(/ hostname="[^"]*"/, '');
  expect(lint(broken, '--noout', '--schema', schema)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining("attribute 'hostname' is required"),
  });
});

describe('another program reads', () => {
  const xml = render(reportedRun);
  const failure = "//testcase[@name='half-open']/failure";

  test.each([
    ['how many failed', "//testsuite[@name='scenarios/half-open.yaml']/@failures", '1'],
    ['when the suite began', '//testsuite[1]/@timestamp', '2026-11-27T02:00:00'],
    ['what was expected and got', `${failure}/@message`, 'expected reconnect.p95 < 1s, got 30.1 s'],
    [
      'what could not be measured',
      "//testcase[@name='unreachable']/error/@message",
      'could not measure: the client was never steady',
    ],
    ['a figure', "//property[@name='refuse detection.max']/@value", '6'],
  ])('%s', (_what, path, text) => {
    expect(read(xml, path)).toBe(text);
  });

  test('where it stands and how to replay it', () => {
    const text = read(xml, failure);
    expect(text).toContain('scenarios/half-open.yaml:23:5');
    expect(text).toContain('must not wait for the close handshake of a dead socket');
    expect(text).toContain('replay   wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 ');
  });

  test('a warning, which fails nothing', () => {
    expect(read(xml, "count(//testcase[@name='slow-start']/*)")).toBe('0');
    expect(read(xml, "//testsuite[@name='scenarios/half-open.yaml']/system-out")).toContain('! warning slow-start');
  });

  test('what became slower than the baseline, as a failure', () => {
    const slower = render(slowerRun);
    expect([read(slower, '//testsuite/@failures'), read(slower, '//failure/@type')]).toEqual(['1', 'regression']);
    expect(read(slower, '//failure/@message')).toBe('recovery +800 ms (+700 ms … +∞) against base.json');
  });

  test('a hostile text as it was, but for what XML cannot hold', () => {
    const text = cleanText(hostileText);
    expect(read(render(hostileRun), '//error/@message')).toBe(`could not measure: ${text}`);
  });
});

test('a run of which nobody knows when it ended does not tell when it began', () => {
  expect(junit.render(reportedRun, { width: 80, color: paintNothing, ascii: false })).not.toContain('timestamp');
});
