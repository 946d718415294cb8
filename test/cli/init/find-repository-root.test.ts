import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findRepositoryRoot } from '../../../src/cli/init/find-repository-root.ts';
import { makeFolder } from '../test-io.ts';

test('the root is the nearest folder with a repository in it, of whichever kind, also of what is not there yet', () => {
  const folder = makeFolder();
  mkdirSync(path.join(folder, '.git'));
  expect(findRepositoryRoot(folder)).toBe(folder);
  expect(findRepositoryRoot(path.join(folder, 'a/b'))).toBe(folder);
  const worktree = makeFolder({ '.git': 'gitdir: elsewhere' });
  expect(findRepositoryRoot(path.join(worktree, 'a'))).toBe(worktree);
});

test('there may be none', () => {
  expect(findRepositoryRoot(path.join(makeFolder(), 'a'))).toBe(undefined);
});
