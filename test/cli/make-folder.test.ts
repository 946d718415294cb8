import { statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { makeFolder } from '../../src/cli/make-folder.ts';
import { makeFolder as makeTestFolder } from './test-io.ts';

test('a folder is made with those above it, and may be there already', () => {
  const folder = path.join(makeTestFolder(), 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test.each([
  ['that is a file', 'file', (root: string) => `${root}/file is no folder`],
  ['below a file', 'file/deep/er', (root: string) => `${root}/file is no folder`],
  ['that is a link to nothing', 'dangling', () => 'file already exists'],
  ['that is a link to itself', 'loop', () => 'too many symbolic links encountered'],
])('a folder %s is refused', (_what, name, reason) => {
  const root = makeTestFolder({ file: '' });
  symlinkSync('none', path.join(root, 'dangling'));
  symlinkSync('loop', path.join(root, 'loop'));
  const folder = path.join(root, name);
  expect(() => makeFolder(folder)).toThrow(
    new WschaosError('output.failed', `cannot make the folder ${folder}: ${reason(root)}`),
  );
});

test('a folder in a file system that takes none is refused at once', () => {
  expect(() => makeFolder('/proc/wschaos/deep')).toThrow(
    new WschaosError('output.failed', 'cannot make the folder /proc/wschaos/deep: no such file or directory'),
  );
});
