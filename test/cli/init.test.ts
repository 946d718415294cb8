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

  test('quotes the folder for the shell', async () => {
    const { stdout } = await use(['init', 'sp ace']);
    expect(stdout).toContain("\n  cd 'sp ace' && npx wschaos run --watch\n");
  });

  test.each([
    ['nothing at the root of the repository', '.git', '.', ''],
    ['nothing where there is no repository yet', 'git', '.', ''],
    ['that it must become the root of one', 'git', 'pkg/ws', 'only at the root of a repository: pkg/ws must be one.'],
    ['where to move them', '.git', 'pkg/ws', 'commands must run in pkg/ws, and every path begin with it.'],
  ])('says of the pipelines %s', async (_what, marker, dir, expected) => {
    const { cwd, stdout } = await use(['init', dir], makeFolder({ [marker]: '' }));
    expect(stdout).toContain(expected);
    expect(stdout.includes('read pipelines only at the root')).toBe(expected !== '');
    expect(stdout.includes(`move them to ${cwd}.`)).toBe(marker === '.git' && dir !== '.');
  });

  test('says of pipelines nothing where none is written', async () => {
    expect((await use(['init', 'pkg/ws', '--ci', 'none'])).stdout).not.toContain('pipelines');
  });

  test('tells what to install where there is no WebSocket to be had', async () => {
    const install = /\n {2}npm install --save-dev ws {3}# Node [\d.]+ has no WebSocket of its own\n {2}npx wschaos run/;
    expect(install.test((await use(['init'])).stdout)).toBe(!hasWebSocket);
    const cwd = makeFolder();
    symlinkSync(path.join(root, 'node_modules'), path.join(cwd, 'node_modules'));
    expect((await use(['init'], cwd)).stdout).not.toContain('npm install');
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

/** Of Node's own. */
const hasWebSocket = 'WebSocket' in globalThis;

/** What `init` writes, in a project that has wschaos, and with it ws, among its dependencies. */
async function useInProject() {
  const project = await use(['init']);
  symlinkSync(path.join(root, 'node_modules'), path.join(project.cwd, 'node_modules'));
  return project;
}

/** Runs what is in a folder. Modules are loaded by a process that works where this one does. */
async function runIn(folder: string, file: string, repeat: number) {
  const output = path.join(folder, 'wschaos-results');
  const { code } = await use(['run', path.join(folder, file), '--repeat', String(repeat), '-o', output], process.cwd());
  return { code, cases: (JSON.parse(readFileSync(path.join(output, 'results.json'), 'utf8')) as RunResult).cases };
}

test('what it writes passes as it stands', async () => {
  const { cwd } = await useInProject();
  const { code, cases } = await runIn(cwd, 'scenarios', 2);
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

test('its client notices also the second link that dies', async () => {
  const { cwd, read } = await useInProject();
  const fault = '  - { fault: drop, direction: to-client, with: { frames: text }, at: 300ms, for: 4s }';
  const text = read('scenarios/silent-link.yaml').replace(/^ {2}- \{ fault: blackhole.*$/m, fault);
  writeFileSync(path.join(cwd, 'scenarios/deaf.yaml'), text.replace(/^ {2}- (?:detection|outage).*\n/gm, ''));
  const { code, cases } = await runIn(cwd, 'scenarios/deaf.yaml', 1);
  expect([code, cases[0]?.status]).toEqual([0, 'pass']);
  expect(cases[0]?.iterations[0]?.samples.attempts).toBeGreaterThan(1);
}, 60_000);

test('its client tells what to install where it finds no WebSocket', async () => {
  const { cwd } = await use(['init']);
  const { code, cases } = await runIn(cwd, 'scenarios/lost-link.yaml', 1);
  const hint = 'has no WebSocket of its own: npm install --save-dev ws, or use Node 22';
  expect([code, cases[0]?.reason]).toEqual(hasWebSocket ? [0, undefined] : [2, expect.stringContaining(hint)]);
}, 60_000);
