import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listBundled, listLarge, loadScenarioFiles } from '../../src/runner/load-scenario-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wschaos-'));
  mkdirSync(join(folder, 'nested'));
  write('good.yaml', 'name: good');
  write('child.yaml', 'extends: ./nested/base.yaml\nname: child');
  write('nested/base.yaml', 'name: base\ntags: [based]');
  write('from-bundle.yaml', 'extends: builtin:refuse\nname: mine');
  write('bad.yaml', 'name: bad\ntimeout: 3');
  writeFileSync(join(folder, 'huge.yaml'), '');
  truncateSync(join(folder, 'huge.yaml'), 17 * 2 ** 20);
  symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), `version: 1\ntarget: { builtin: echo }\n${text}\n`);
}

const load = (...files: readonly string[]) => loadScenarioFiles(files, {}, {}, folder);

test('names are relative to the working directory, and stay in the cases as they were given', () => {
  const { cases, problems } = load('good.yaml', join(folder, 'good.yaml'), './nested/base.yaml');
  expect(problems).toEqual([]);
  expect(cases.map(({ name, file }) => [name, file])).toEqual([
    ['good', 'good.yaml'],
    ['good', join(folder, 'good.yaml')],
    ['base', './nested/base.yaml'],
  ]);
});

test('what a file extends is found from its own folder', () => {
  expect(load('child.yaml').cases).toMatchObject([{ name: 'child', tags: ['based'] }]);
});

test('a bundled scenario needs no file, and can be extended', () => {
  const { cases, problems } = load('builtin:refuse', 'from-bundle.yaml');
  expect(problems).toEqual([]);
  expect(cases.map(({ name, file, faults }) => [name, file, faults.length])).toEqual([
    ['refuse', 'builtin:refuse', 2],
    ['mine', 'from-bundle.yaml', 2],
  ]);
});

test('a large one is bundled by its name, and among none of the others', () => {
  expect(listLarge()).toEqual(['large/herd-2000']);
  expect(load('builtin:large/herd-2000').cases).toMatchObject([{ name: 'herd-2000', client: { count: 2_000 } }]);
  expect(listBundled()).toEqual(expect.not.arrayContaining(['herd-2000', 'large/herd-2000']));
});

test('what stands on the command line goes before the files', () => {
  expect(loadScenarioFiles(['good.yaml'], { timeoutMs: 77 }, {}, folder).cases).toMatchObject([{ timeoutMs: 77 }]);
});

test('the problems of all the files come together, beside the cases of the good ones', () => {
  const { cases, problems } = load('good.yaml', 'bad.yaml', 'missing.yaml');
  expect(cases.map(({ name }) => name)).toEqual(['good']);
  expect(problems.map(({ file }) => file)).toEqual(['bad.yaml', 'missing.yaml']);
});

describe('a file that cannot be read is a problem:', () => {
  test.each([
    ['one that is not there', 'missing.yaml', 'there is no such file'],
    ['one below a file', 'good.yaml/x.yaml', 'there is no such file'],
    ['a folder', 'nested', 'it is a folder'],
    ['a pipe, which is not waited for', 'pipe.yaml', 'it is no regular file'],
    ['a device', '/dev/zero', 'it is no regular file'],
    [
      'one too large to be a scenario',
      'huge.yaml',
      `it has ${17 * 2 ** 20} bytes; a scenario has at most ${16 * 2 ** 20}`,
    ],
    ['a link to itself', 'loop.yaml', 'ELOOP: too many symbolic links encountered'],
    ['a bundled one with a slip', 'builtin:refus', 'no scenario of that name is bundled (did you mean "refuse"?)'],
    ['a bundled one by a path', 'builtin:../scenarios/refuse', 'no scenario of that name is bundled'],
  ])('%s', (_what, file, message) => {
    const { cases, problems } = load(file);
    expect(cases).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
  });
});
