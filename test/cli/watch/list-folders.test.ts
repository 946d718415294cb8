import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listFolders } from '../../../src/cli/watch/list-folders.ts';
import { makeFolder } from '../test-io.ts';

function folders(files: readonly string[], there: readonly string[]): readonly string[] {
  const cwd = makeFolder({ 'one.yaml': '' });
  for (const name of there) mkdirSync(path.join(cwd, name), { recursive: true });
  return listFolders(files, cwd).map((folder) => path.relative(cwd, folder) || '.');
}

test.each([
  ['nothing is named', [], ['scenarios', 'scenarios/a', 'scenarios/a/b']],
  ['a folder is named', ['scenarios/a'], ['scenarios/a', 'scenarios/a/b']],
  ['a file is named', ['one.yaml'], []],
  ['a folder is named that is not there', ['other'], []],
  ['a bundled scenario is named', ['builtin:refuse'], []],
  ['a pattern is for one folder', ['scenarios/*.yaml'], ['scenarios']],
  ['a pattern is for the working folder', ['*.yaml'], ['.']],
  ['a pattern is for the folders of one level', ['scenarios/*/x.yaml'], ['scenarios', 'scenarios/a']],
  ['a pattern is for all below', ['scenarios/**/x.yaml'], ['scenarios', 'scenarios/a', 'scenarios/a/b']],
  ['a pattern is for what is not there', ['other/**/*.yaml'], ['other']],
  ['several are named', ['scenarios/a', 'scenarios'], ['scenarios', 'scenarios/a', 'scenarios/a/b']],
])('scenarios can come, where %s', (_what, files, expected) => {
  expect(folders(files, ['scenarios/a/b', 'scenarios/node_modules/c', 'elsewhere'])).toEqual(expected);
});

test('without their folder they can come once that has', () => {
  expect(folders([], [])).toEqual(['scenarios']);
});

test('a link to a folder above has an end', () => {
  const cwd = makeFolder();
  mkdirSync(path.join(cwd, 'scenarios'));
  symlinkSync('..', path.join(cwd, 'scenarios/up'));
  expect(listFolders([], cwd)).toContain(path.join(cwd, 'scenarios'));
});
