import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const failing = quickScenario('', 'attempts.max < 1');

async function run(
  reporter: string,
  scenario = quickScenario(),
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
) {
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': scenario, ...files }), env });
  const code = await main(['run', 'quick.yaml', '--reporter', reporter], io);
  const read = (name: string): string => readFileSync(path.join(io.cwd, name), 'utf8');
  return { io, code, read, stdout: io.stdout.text, stderr: io.stderr.text };
}

test('several reports of one run say the same', async () => {
  const { code, read, stdout, stderr } = await run(
    'table,github,junit,html,markdown,prometheus,jsonl:events.jsonl',
    failing,
  );
  expect(code).toBe(1);
  const got = 'attempts.max < 1';
  expect(stdout).toContain(`✗ FAIL`);
  expect(stdout).toMatch(
    /^::error file=quick\.yaml,line=14,col=5,title=quick%3A attempts\.max < 1%2C got 1::expected /m,
  );
  expect(read('wschaos-results/junit.xml')).toContain('<failure message="expected attempts.max &lt; 1, got 1"');
  // The iterations of a case that failed have their traces, which are not written yet when the page is.
  expect(read('wschaos-results/report.html')).toContain('"frames":[{"t":');
  expect(read('wschaos-results/summary.md')).toContain('<summary>✗ quick: attempts.max &lt; 1, got 1</summary>');
  expect(read('wschaos-results/metrics.prom')).toContain(`expression="${got}",level="error"} 0\n`);
  expect(read('events.jsonl').trim().split('\n').length).toBe(4);
  expect(stderr).toMatch(
    /\nresults: .*\njunit: wschaos-results\/junit\.xml\nhtml: .*\nmarkdown: .*\nprometheus: .*\njsonl: events\.jsonl\ntraces: .*\n$/,
  );
});

test('JSON lines on stdout are what results.json holds', async () => {
  const { read, stdout } = await run('jsonl');
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ event }) => event)).toEqual(['iteration', 'iteration', 'case', 'end']);
  const { cases } = JSON.parse(read('wschaos-results/results.json')) as RunResult;
  // They come as they end.
  const live = events.slice(0, 2).sort((one, other) => one.index - other.index);
  expect(live.map(({ event: _, case: of, ...one }) => [of, one])).toEqual(
    cases.flatMap(({ id, iterations }) => iterations.map((one) => [id, one])),
  );
});

test('the summary of a job on GitHub is written, with paths from the root of the repository', async () => {
  const summary = path.join(makeFolder({ summary: '' }), 'summary');
  const folder = makeFolder({ 'quick.yaml': failing });
  const env = { GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: path.dirname(folder) };
  const io = createTestIo({ cwd: folder, env });
  expect(await main(['run', 'quick.yaml', '-q', '--reporter', 'github'], io)).toBe(1);
  expect(readFileSync(summary, 'utf8')).toMatch(/^### wschaos: ✗ 1 failed\n/);
  expect(io.stdout.text).toContain(`::error file=${path.basename(folder)}/quick.yaml,line=14,`);
});

describe('a reporter of the user', () => {
  test('gets the result and where it stands, and writes where it is told', async () => {
    const mine = "export default ({ cases }) => cases.map(({ id, status }) => id + ' ' + status + '\\n').join('');";
    const { code, read, stdout } = await run('./mine.mjs,./mine.mjs:mine.txt', quickScenario(), { 'mine.mjs': mine });
    expect([code, stdout, read('mine.txt')]).toEqual([0, 'quick pass\n', 'quick pass\n']);
  });

  test.each([
    ['2 where the run went well', quickScenario(), 2],
    ['1 where an expectation failed', failing, 1],
  ])('that throws gives %s, and results.json is there', async (_what, scenario, expected) => {
    const mine = "export default () => { throw new Error('no token'); };";
    const { code, read, stderr } = await run('./mine.mjs', scenario, { 'mine.mjs': mine });
    expect(code).toBe(expected);
    expect(stderr).toMatch(/\nwschaos: reporter \.\/mine\.mjs failed: no token \(at .*mine\.mjs:1:30\)+\n$/);
    expect(JSON.parse(read('wschaos-results/results.json'))).toMatchObject({ cases: [{ id: 'quick' }] });
  });

  test('that is none ends with 2 before the run', async () => {
    const { io, code, stderr } = await run('./mine.mjs', quickScenario(), { 'mine.mjs': 'export const a = 1;' });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'wschaos: --reporter: the reporter ./mine.mjs could not be loaded: ' +
        'its default export must be a function (result, options) => text, or an object with such a "render"\n',
    );
    expect(existsSync(path.join(io.cwd, 'wschaos-results'))).toBe(false);
  });

  test('with a mistake in it is told of with its line', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario(), 'mine.mjs': '\nexport default (;\n' });
    const { code, stderr } = await spawnWschaos(['run', 'quick.yaml', '--reporter', './mine.mjs'], { cwd }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^wschaos: --reporter: the reporter \.\/mine\.mjs could not be loaded: Unexpected token ';' \(at .*\/mine\.mjs:2\)\n$/,
    );
  });
});

test('a name that is none is refused with the one that was meant', async () => {
  const { code, stderr } = await run('markdwon');
  expect([code, stderr]).toEqual([
    2,
    'wschaos: --reporter: unknown reporter "markdwon" (did you mean "markdown"?)\n' +
      'There are table, plain, json, jsonl, junit, html, markdown, github, prometheus, and your own: ./my-reporter.mjs.\n',
  ]);
});
