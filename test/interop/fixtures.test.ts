import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, requireDebianPackage } from '../support/debian-packages.ts';
import { packPackage } from '../support/pack-package.ts';

// Each framework runs a project of its own against the package as npm packs it. The frameworks, and what the package needs,
// are linked from here.

const root = fileURLToPath(new URL('../..', import.meta.url));
const projects = fileURLToPath(new URL('./fixtures', import.meta.url));
let workplace = '';

beforeAll(async () => {
  requireDebianPackage(chromium);
  workplace = await mkdtemp(path.join(tmpdir(), 'wschaos-fixtures-'));
  const modules = path.join(workplace, 'node_modules');
  await mkdir(path.join(modules, 'wschaos'), { recursive: true });
  const packed = await packPackage(workplace);
  await promisify(execFile)('tar', ['-xzf', packed, '-C', path.join(modules, 'wschaos'), '--strip-components=1']);
  await cp(path.join(projects, 'peers.mjs'), path.join(workplace, 'peers.mjs'));
  for (const name of await readdir(path.join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  }
}, 300_000);

afterAll(() => rm(workplace, { recursive: true, force: true }));

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** Runs a framework in a copy of its project; it is to fail, because one of the tests is. */
async function runProject(name: string, argv: readonly string[]) {
  const folder = path.join(workplace, name);
  await cp(path.join(projects, name), folder, { recursive: true });
  const run = promisify(execFile)(process.execPath, argv, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0', VITEST: undefined, NODE_ENV: undefined },
    maxBuffer: 2 ** 26,
  });
  const failure = await run.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error,
  );
  const readReport = async (): Promise<unknown> => JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'));
  return { ...failure, readReport };
}

const inModules = (file: string): string => path.join('..', 'node_modules', file);

interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Vitest writes the same. */
function readJestReport(report: unknown): readonly Outcome[] {
  return (report as JestReport).testResults.flatMap(({ assertionResults, message }) =>
    assertionResults.length === 0
      ? [{ name: 'the file', passed: false, message }]
      : assertionResults.map(({ title, status, failureMessages }) => ({
          name: title,
          passed: status === 'passed',
          message: failureMessages.join('\n'),
        })),
  );
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly { readonly errors: readonly { readonly message: string }[] }[];
    }[];
  }[];
}

function readPlaywrightSuite({ suites = [], specs }: PlaywrightSuite): readonly Outcome[] {
  return [
    ...suites.flatMap(readPlaywrightSuite),
    ...specs.map(({ title, ok, tests }) => ({
      name: title,
      passed: ok,
      message: tests
        .flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))
        .join('\n'),
    })),
  ];
}

/** What node prints by its TAP reporter: a test a line, and what failed below it, indented. */
function readTap(text: string): readonly Outcome[] {
  const parts = text.split(/^ *(?=(?:not )?ok \d+ - )/m).slice(1);
  return parts.map((part) => ({
    name: /^(?:not )?ok \d+ - (.*)/.exec(part)?.[1] ?? '',
    passed: !part.startsWith('not '),
    message: part,
  }));
}

/** Times differ, and frameworks indent in their own ways. */
const normalise = (message: string): string =>
  message
    .replace(/\p{Cc}\[\d+m/gu, '')
    .split('\n')
    .map((line) => line.trim().replace(/\b[\d.]+ (?:ms|µs|s)\b/g, 'TIME'))
    .join('\n');

function expectStory(outcomes: readonly Outcome[], tests: number): void {
  const failed = outcomes.filter(({ passed }) => !passed);
  expect(failed.map(({ name, message }) => (name.endsWith('is too slow for this test') ? name : message))).toEqual([
    expect.stringMatching(/is too slow for this test$/),
  ]);
  expect(outcomes.length).toBe(tests);
  const story = normalise(failed[0]?.message ?? '');
  expect(story).toMatch(/expected recovery within TIME, got TIME \(from the (?:wire|client)\)/);
  expect(story).toMatch(/\nTIME +fault +cut: reset, RST to both sides\n/);
  expect(story).toMatch(/\nTIME +detected +client tells close:1006\n/);
  expect(story).toMatch(/\nTIME +ready\n/);
  expect(story).toMatch(/\nverdict +recovered/);
}

test('vitest: its tests pass, and the one that must fail tells the timeline', { timeout: 120_000 }, async () => {
  const { code, stderr, readReport } = await runProject('vitest', [
    ...[inModules('vitest/vitest.mjs'), 'run', '--reporter=json', '--outputFile=report.json'],
  ]);
  expect(code, stderr).toBe(1);
  expectStory(readJestReport(await readReport()), 4);
});

test('jest: its tests pass, and the one that must fail tells the timeline', { timeout: 120_000 }, async () => {
  const { code, stderr, readReport } = await runProject('jest', [
    ...[
      '--experimental-vm-modules',
      fileURLToPath(import.meta.resolve('jest/bin/jest')),
      '--ci',
      '--json',
      '--outputFile=report.json',
    ],
  ]);
  expect(code, stderr).toBe(1);
  expectStory(readJestReport(await readReport()), 5);
});

test('Playwright: a page passes, and the one that must fail tells the timeline', { timeout: 180_000 }, async () => {
  const { code, stdout } = await runProject('playwright', [
    ...[inModules('@playwright/test/cli.js'), 'test', '--reporter=json'],
  ]);
  expect(code, stdout).toBe(1);
  expectStory(readPlaywrightSuite({ specs: [], ...(JSON.parse(stdout) as Partial<PlaywrightSuite>) }), 4);
});

test('node:test: its tests pass, and the one that must fail tells the timeline', { timeout: 120_000 }, async () => {
  const { code, stdout } = await runProject('node-test', ['--test', '--test-reporter=tap', 'client.test.mjs']);
  expect(code, stdout).toBe(1);
  const isOne = ({ name }: Outcome): boolean => !['a client', 'client.test.mjs'].includes(name);
  expectStory(readTap(stdout).filter(isOne), 4);
});
