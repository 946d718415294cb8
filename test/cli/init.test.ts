import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { root } from './spawn-wschaos.ts';
import { createTestIo, makeFolder } from './test-io.ts';

async function use(argv: readonly string[], cwd = makeFolder()) {
  const io = createTestIo({ cwd });
  const code = await main(argv, io);
  const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
  return { code, cwd, read, stdout: io.stdout.text, stderr: io.stderr.text };
}

const scenarios = ['lost-link', 'silent-link', 'server-restart'];
const written = [...scenarios.map((name) => `scenarios/${name}.yaml`), 'scenarios/client.mjs'];
const pipelines = ['.github/workflows/wschaos.yml', '.gitlab-ci.yml'];
const filesIn = (stdout: string, word: string): readonly string[] =>
  stdout.split('\n').flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length).trim()] : []));

describe('wschaos init', () => {
  test('writes scenarios, a client and pipelines, and says how to go on', async () => {
    const { code, read, stdout, stderr } = await use(['init']);
    expect([code, stderr]).toEqual([0, '']);
    expect(filesIn(stdout, 'wrote')).toEqual([...written, ...pipelines]);
    for (const name of filesIn(stdout, 'wrote')) expect(read(name).length).toBeGreaterThan(100);
    expect(stdout).toContain('\n  npx wschaos run --watch\n');
  });

  test.each([
    ['the pipeline of one service', ['--ci', 'gitlab'], ['.gitlab-ci.yml']],
    ['those of both', ['--ci', 'gitlab,github'], pipelines],
    ['none', ['--ci', 'none'], []],
  ])('writes %s where asked', async (_what, argv, expected) => {
    const { stdout } = await use(['init', ...argv]);
    expect(filesIn(stdout, 'wrote')).toEqual([...written, ...expected]);
  });

  test('makes the folder that it is given', async () => {
    const { code, read, stdout } = await use(['init', 'a/b']);
    expect(code).toBe(0);
    expect(read('a/b/scenarios/lost-link.yaml')).toContain('name: lost-link');
    expect(stdout).toContain('\n  cd a/b && npx wschaos run --watch\n');
  });

  test('leaves alone what is there, also a link that leads nowhere, and says so', async () => {
    const cwd = makeFolder({ '.gitlab-ci.yml': 'mine' });
    mkdirSync(path.join(cwd, 'scenarios'));
    symlinkSync('/nowhere', path.join(cwd, 'scenarios/client.mjs'));
    const { code, read, stdout } = await use(['init'], cwd);
    expect(code).toBe(0);
    expect(filesIn(stdout, 'kept')).toEqual(['scenarios/client.mjs', '.gitlab-ci.yml']);
    expect(stdout).toContain('What is kept was there already, and is as it was.');
    expect(read('.gitlab-ci.yml')).toBe('mine');
  });

  test('a second time it writes nothing', async () => {
    const { cwd } = await use(['init']);
    const { code, stdout } = await use(['init'], cwd);
    expect([code, filesIn(stdout, 'wrote')]).toEqual([0, []]);
  });

  test('gives 3 where a file cannot be written, and 2 for a service that is none', async () => {
    const cwd = makeFolder();
    writeFileSync(path.join(cwd, 'scenarios'), 'a file');
    expect((await use(['init'], cwd)).code).toBe(3);
    const { code, stderr } = await use(['init', '--ci', 'gitlb']);
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'wschaos: --ci: expected github, gitlab or none, got "gitlb" (did you mean "gitlab"?)',
    ]);
  });
});

test('what it writes passes as it stands', async () => {
  const { cwd: folder, read } = await use(['init']);
  // As in a project that has wschaos, and with it ws, among its dependencies.
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  // Modules are loaded by a process that works where this one does.
  const argv = ['run', path.join(folder, 'scenarios'), '--repeat', '2', '-o', path.join(folder, 'wschaos-results')];
  const { code } = await use(argv, process.cwd());
  const { cases } = JSON.parse(read('wschaos-results/results.json')) as RunResult;
  expect(cases.map(({ id, status, reason }) => [id, status, reason])).toEqual(
    [...scenarios].sort().map((id) => [id, 'pass', undefined]),
  );
  expect(code).toBe(0);
  const silent = cases.find(({ id }) => id === 'silent-link');
  expect(silent?.bound).toEqual({ style: 'app', best: 500, worst: 1500 });
  expect(silent?.iterations.map(({ phase, source }) => [typeof phase, source.detection])).toEqual([
    ['number', 'client'],
    ['number', 'client'],
  ]);
}, 60_000);
