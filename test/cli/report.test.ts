import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { CaseResult, RunResult } from '../../src/result/run-result.ts';
import { caseOf, exampleRun, runOf } from '../report/example-run.ts';
import { iterationsOf } from '../result/iteration.ts';
import { shardsOf } from '../result/shards-of.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

async function wschaos(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const io = createTestIo({ cwd, env, columns: 120 });
  const code = await main(argv, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const read = (cwd: string, file: string) => JSON.parse(readFileSync(path.join(cwd, file), 'utf8')) as RunResult;

/** What does not depend on how fast a machine is. */
function describeCase({ id, hash, status, seed, iterations, expectations, share, notes }: CaseResult) {
  const planned = iterations.map(({ index, seed: own, phase, verdict }) => ({ index, own, phase, verdict }));
  return {
    id,
    hash,
    status,
    seed,
    planned,
    notes,
    share,
    judged: expectations.map(({ actual, pass }) => [actual, pass]),
  };
}

const shards = shardsOf(
  ['a', 'b'].map((id) => ({ id, count: 4, iterations: iterationsOf('detection', [1, 2, 3, id === 'b' ? 400 : 4]) })),
  [2, 5],
);
const files = Object.fromEntries(shards.map(({ file, result }) => [file, JSON.stringify(result)]));
const all = ['1.json', '2.json', '3.json'];

test('three machines run a suite, and the report of their files is that of one', { timeout: 60_000 }, async () => {
  const again = quickScenario().replace('name: quick', 'name: again').replace('count: 2', 'count: 5');
  const cwd = makeFolder({ 'quick.yaml': quickScenario(), 'again.yaml': again });
  for (const index of [1, 2, 3]) {
    const argv = ['run', 'quick.yaml', 'again.yaml', '--shard', 'auto', '-o', `s${index}`];
    const { code, stdout } = await wschaos(cwd, argv, { WSCHAOS_SHARD: `${index}/3` });
    expect(stdout).toContain(`shard ${index}/3`);
    expect(code).toBe(0);
  }
  await wschaos(cwd, ['run', 'quick.yaml', 'again.yaml', '-o', 'whole']);
  const merged = await wschaos(cwd, ['merge', 's3/results.json', 's1/results.json', 's2/results.json', '-o', 'all']);
  expect(merged).toMatchObject({ code: 0, stderr: 'results: all/results.json\n' });
  expect(merged.stdout).toMatch(/2 scenarios, 2 cases, 7 iterations · seed 1\n/);
  const [whole, pool] = [read(cwd, 'whole/results.json'), read(cwd, 'all/results.json')];
  expect(pool.cases.map(describeCase)).toEqual(whole.cases.map(describeCase));
  expect(pool.shard).toEqual({ index: 1, total: 1 });
  expect(pool.replayFlags).toEqual(whole.replayFlags);
});

test('a shard for which nothing is left has nothing to say, and is needed all the same', async () => {
  const cwd = makeFolder({ 'quick.yaml': quickScenario() });
  for (const index of [1, 2, 3]) {
    const { code } = await wschaos(cwd, ['run', 'quick.yaml', '--shard', `${index}/3`, '-o', `s${index}`, '-q']);
    expect(code).toBe(0);
  }
  const sizes = [1, 2, 3].map((index) => read(cwd, `s${index}/results.json`).cases.length);
  expect(sizes.toSorted()).toEqual([0, 1, 1]);
  const { code, stdout } = await wschaos(cwd, ['report', ...[1, 2, 3].map((index) => `s${index}/results.json`)]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 case, 2 iterations')]);
});

describe('wschaos report', () => {
  test('fails when the pool does', async () => {
    const cwd = makeFolder(files);
    const { code, stdout, stderr } = await wschaos(cwd, ['report', ...all, '--reporter', 'plain']);
    expect([code, stderr]).toEqual([1, 'results: wschaos-results/results.json\n']);
    expect(stdout).toMatch(/^pass a n=4 .*\nFAIL b n=4 .* failed="detection < 100ms" got=400ms at=a\.yaml:3:5\n$/);
    expect((await wschaos(cwd, ['report', ...all, '--warn-only'])).code).toBe(0);
  });

  test('shows one run and writes nothing but what it is asked for', async () => {
    const cwd = makeFolder({ 'run.json': JSON.stringify(exampleRun) });
    const { code, stdout, stderr } = await wschaos(cwd, ['report', 'run.json', '--reporter', 'plain,json:copy.json']);
    expect([code, stderr]).toEqual([1, 'json: copy.json\n']);
    expect(stdout).toContain('FAIL half-open');
    expect(read(cwd, 'copy.json')).toEqual(exampleRun);
    expect(existsSync(path.join(cwd, 'wschaos-results'))).toBe(false);
  });

  test('says when a reporter of the user failed, and ends with 2', async () => {
    const broken = "export default () => { throw new RangeError('too far'); };";
    const cwd = makeFolder({ 'run.json': JSON.stringify(runOf([caseOf()])), 'mine.mjs': broken });
    const { code, stderr } = await wschaos(cwd, ['report', 'run.json', '--reporter', './mine.mjs,plain']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('wschaos: reporter ./mine.mjs failed: too far')]);
  });

  test('heeds no variable that is about a run', async () => {
    const cwd = makeFolder(files);
    const env = { WSCHAOS_SHARD: 'auto', WSCHAOS_REPEAT: 'x', WSCHAOS_OUTPUT: 'there', WSCHAOS_REPORTER: 'plain' };
    const { code, stdout, stderr } = await wschaos(cwd, ['report', ...all], env);
    expect([code, stderr]).toEqual([1, 'results: there/results.json\n']);
    expect(stdout).toMatch(/^pass a /);
  });

  test('compares the whole with a baseline, and saves it as one', async () => {
    const cwd = makeFolder(files);
    const saved = await wschaos(cwd, ['report', ...all, '--save-baseline', 'base.json']);
    expect(saved.stderr).toBe('results: wschaos-results/results.json\nbaseline: base.json\n');
    const { stdout } = await wschaos(cwd, ['report', ...all, '--baseline', 'base.json', '--metric', 'detection']);
    expect(stdout).toContain('the shards against base.json');
  });
});

describe('wschaos report refuses with 2', () => {
  test.each([
    ['a missing shard', ['1.json', '3.json'], 'wschaos: shard 2/3 is missing\n'],
    ['one shard alone', ['2.json'], 'wschaos: shards 1/3, 3/3 are missing\n'],
    ['a shard given twice', [...all, '2.json'], 'wschaos: shard 2/3 is there 2 times: 2.json, 2.json\n'],
    ['a whole run among shards', [...all, 'run.json'], 'wschaos: run.json is a whole run, not a shard'],
    ['what is no results file', ['x.json'], 'wschaos: x.json is no results file of wschaos'],
    ['a share that is none', ['1.json', 'broken.json'], 'wschaos: broken.json: cases[0].share.of: Too small'],
    ['no file', [], 'wschaos: missing argument <files>'],
    ['a metric without a baseline', [...all, '--metric', 'detection'], 'wschaos: --metric is about a comparison'],
    ['to write over what it reads', [...all, '--reporter', 'json:3.json'], 'wschaos: 3.json is read, and would be'],
    ['to write over it by another name', [...all, '--reporter', 'json:other.json'], 'wschaos: other.json is read, and'],
  ])('%s', async (_title, argv, message) => {
    const broken = (files['2.json'] ?? '').replace('"of":4', '"of":0');
    const cwd = makeFolder({ ...files, 'x.json': '{}', 'broken.json': broken, 'run.json': JSON.stringify(exampleRun) });
    symlinkSync(path.join(cwd, '3.json'), path.join(cwd, 'other.json'));
    const { code, stdout, stderr } = await wschaos(cwd, ['report', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

test('of a run that was interrupted it is said that nothing was compared', async () => {
  const cwd = makeFolder({
    'base.json': JSON.stringify(runOf([caseOf()])),
    'cut.json': JSON.stringify(runOf([caseOf()], { interrupted: true })),
  });
  const { code, stdout } = await wschaos(cwd, ['report', 'cut.json', '--baseline', 'base.json']);
  expect([code, stdout.includes('not compared  refuse: cut.json was interrupted\n')]).toEqual([130, true]);
});
