import os from 'node:os';
import { expect, test } from 'vitest';
import { describeEnvironment } from '../../src/runner/environment.ts';

test('it names the machine and the Node that measured', () => {
  expect(describeEnvironment({})).toEqual({
    node: process.versions.node,
    os: `${process.platform} ${process.arch}`,
    cpus: os.availableParallelism(),
    ci: null,
  });
});

test.each([
  ['GitHub', { GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_SHA: 'abc' }, { provider: 'github', sha: 'abc' }],
  ['GitLab', { GITLAB_CI: 'true', CI: 'true', CI_COMMIT_SHA: 'def' }, { provider: 'gitlab', sha: 'def' }],
  ['CircleCI', { CIRCLECI: 'true', CI: 'true', CIRCLE_SHA1: '123' }, { provider: 'circleci', sha: '123' }],
  ['Buildkite', { BUILDKITE: 'true', CI: 'true', BUILDKITE_COMMIT: '456' }, { provider: 'buildkite', sha: '456' }],
  ['a service that tells no commit', { GITHUB_ACTIONS: 'true' }, { provider: 'github', sha: null }],
  ['a service of no name', { CI: '1' }, { provider: 'unknown', sha: null }],
  ['no service, where the variable says so', { CI: 'false' }, null],
  ['no service, where the variable is empty', { CI: '', GITHUB_ACTIONS: '' }, null],
])('it knows %s by its variables', (_service, env, expected) => {
  expect(describeEnvironment(env).ci).toEqual(expected);
});
