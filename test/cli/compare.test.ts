import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Comparison } from '../../src/result/compare/comparison.ts';
import type { CaseResult, RunResult } from '../../src/result/run-result.ts';
import { baseFile, sweptCase } from '../result/compare/compared-cases.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const run = (...cases: readonly CaseResult[]) => baseFile(...cases).result;

/** Compares two runs; `files` are written beside them. */
async function compare(argv: readonly string[], base: RunResult, head: RunResult, files = {}) {
  const cwd = makeFolder({ 'base.json': JSON.stringify(base), 'head.json': JSON.stringify(head), ...files });
  const io = createTestIo({ cwd, columns: 120 });
  const code = await main(['compare', ...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const both = ['base.json', 'head.json'];
const [before, slower] = [run(sweptCase()), run(sweptCase({ shift: 50, jitter: 5 }))];

describe('wschaos compare', () => {
  test('says that it is slower, and fails', async () => {
    const { code, stdout, stderr } = await compare(both, before, slower);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /^head\.json against base\.json \(wschaos 1\.0\.0, seed 7\): 1 slower, 2 same, 0 faster, 0 /,
    );
    expect(stdout).toContain('│ detection  │ 20 │    1 s │ 1.05 s │ +50 ms │ +44 ms … +56 ms │ ✗ slower │');
  });

  test.each([
    ['the other way round', ['head.json', 'base.json'], 0],
    ['with warnings only', [...both, '--warn-only'], 0],
    ['with a tolerance above it', [...both, '--tolerance', '60ms'], 0],
    ['by another metric', [...both, '--metric', 'attempts,schedule.0'], 0],
    ['by a metric that would only be shown', [...both, '--metric', 'outage'], 1],
  ])('does not fail for nothing: %s', async (_title, argv, expected) => {
    expect((await compare(argv, before, slower)).code).toBe(expected);
  });

  test('prints JSON alone', async () => {
    const { code, stdout } = await compare([...both, '--json'], before, slower);
    const comparison = JSON.parse(stdout) as Comparison;
    expect([code, comparison.schema]).toEqual([1, 'wschaos/comparison@1']);
    expect(comparison.cases).toMatchObject([{ kind: 'compared', design: 'paired', id: 'drop-pongs' }]);
  });

  test('compares two cases of one file', async () => {
    const one = run(sweptCase({}, { id: 'ab/a' }), sweptCase({ shift: 50, jitter: 5 }, { id: 'ab/b', hash: '1' }));
    const { code, stdout } = await compare(['base.json', '--a', 'ab/a', '--b', 'ab/b'], one, one);
    expect(code).toBe(1);
    expect(stdout).toContain('│ ab/b against ab/a │ recovered');
  });

  test('has nothing to say where no case is in both', async () => {
    const { code, stdout } = await compare(both, before, run(sweptCase({}, { id: 'new' })));
    expect(code).toBe(2);
    expect(stdout.split('\n').slice(2)).toEqual([
      'not compared  new: base.json has no such case',
      'not compared  drop-pongs: head.json has no such case',
      '',
    ]);
  });
});

describe('wschaos compare refuses with 2', () => {
  test.each([
    ['one file alone', ['base.json'], 'compare with what? Give a second file, or two cases with --a and --b'],
    ['one case alone', ['base.json', '--a', 'drop-pongs'], '--a needs --b beside it'],
    [
      'a case with itself',
      ['base.json', '--a', 'drop-pongs', '--b', 'drop-pongs'],
      '--a and --b are both "drop-pongs"',
    ],
    [
      'a case that is not there',
      [...both, '--a', 'drop-pong', '--b', 'drop-pongs'],
      '--a: base.json has no case "drop-pong" (did you mean "drop-pongs"?)\nIt has drop-pongs.',
    ],
    ['a missing file', ['base.json', 'no.json'], 'cannot read no.json: no such file or directory'],
    ['what is no JSON', ['base.json', 'a.yaml'], /^wschaos: a\.yaml is not JSON: /],
    [
      'what is no results file',
      ['base.json', 'other.json'],
      'other.json is no results file of wschaos: "schema" is not "wschaos/results@1"',
    ],
    [
      'another version',
      ['base.json', 'later.json'],
      'later.json has the schema "wschaos/results@2"; this version of wschaos reads "wschaos/results@1"',
    ],
    ['a wrong value', ['base.json', 'wrong.json'], 'wrong.json: cases[0].hash: expected string, received number'],
    ['an unknown metric', [...both, '--metric', 'detektion'], '--metric: unknown metric "detektion"'],
    ['no file', [], 'missing argument <base>: results.json of before'],
  ] as const)('%s', async (_title, argv, message) => {
    const { code, stdout, stderr } = await compare(argv, before, slower, {
      'a.yaml': 'version: 1\n',
      'other.json': '{}',
      'later.json': '{ "schema": "wschaos/results@2" }',
      'wrong.json': JSON.stringify(before).replace('"hash":"0"', '"hash":0'),
    });
    expect([code, stdout]).toEqual([2, '']);
    if (typeof message === 'string') expect(stderr).toContain(`wschaos: ${message}`);
    else expect(stderr).toMatch(message);
  });
});
