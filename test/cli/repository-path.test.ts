import { expect, test } from 'vitest';
import { createRepositoryPath } from '../../src/cli/repository-path.ts';

test.each([
  ['below the working folder', {}, '/a/b', 'c/d.yaml', 'c/d.yaml'],
  ['absolute', {}, '/a/b', '/a/b/c.yaml', 'c.yaml'],
  ['in a folder of the repository', { GITHUB_WORKSPACE: '/a' }, '/a/b', './c.yaml', 'b/c.yaml'],
  ['beside the working folder', { GITHUB_WORKSPACE: '/a' }, '/a/b', '../c.yaml', 'c.yaml'],
  ['elsewhere, which has no name there', { GITHUB_WORKSPACE: '/a' }, '/b', 'c.yaml', undefined],
  ['the repository itself, which is no file', {}, '/a', '.', undefined],
])('a file %s', (_what, env, cwd, file, expected) => {
  expect(createRepositoryPath({ env, cwd })(file)).toBe(expected);
});
