import { expect, test } from 'vitest';
import { readShard } from '../../src/cli/read-shard.ts';

const variable = { WSCHAOS_SHARD: '2/3' };
const indexed = { JOB_COMPLETION_INDEX: '0' };

test.each<readonly [string, string | undefined, Readonly<Record<string, string>>, string]>([
  ['all of it without a word', undefined, {}, '1/1'],
  ['what the option says', '2/4', variable, '2/4'],
  ['what its variable says', undefined, variable, '2/3'],
  ['what its variable says, for auto', 'auto', { ...variable, GITHUB_ACTIONS: 'true' }, '2/3'],
  ['the job of GitLab, counted from 1', 'auto', { GITLAB_CI: 'true', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' }, '1/4'],
  ['all of it in a job of GitLab without parallel', 'auto', { GITLAB_CI: 'true', CI_NODE_TOTAL: '1' }, '1/1'],
  ['the node of CircleCI', 'auto', { CIRCLECI: 'true', CIRCLE_NODE_INDEX: '3', CIRCLE_NODE_TOTAL: '4' }, '4/4'],
  [
    'the job of Buildkite',
    'auto',
    { BUILDKITE: 'true', BUILDKITE_PARALLEL_JOB: '1', BUILDKITE_PARALLEL_JOB_COUNT: '5' },
    '2/5',
  ],
  ['all of it in a step of Buildkite without parallelism', 'auto', { BUILDKITE: 'true' }, '1/1'],
  ['the pod of an Indexed Job', 'auto', { ...indexed, WSCHAOS_SHARD_TOTAL: '3' }, '1/3'],
  [
    'the job of GitLab in a pod',
    undefined,
    { ...indexed, WSCHAOS_SHARD: 'auto', GITLAB_CI: '1', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '2' },
    '2/2',
  ],
])('the shard is %s', (_what, given, env, expected) => {
  const { index, total } = readShard(given, env);
  expect(`${index}/${total}`).toBe(expected);
});

test.each<readonly [string, string | undefined, Readonly<Record<string, string>>, string]>([
  ['no place', '3', {}, '--shard: expected auto, or I/N with I from 1 to N ("1/4" is the first of 4), got "3"'],
  [
    'beyond the last',
    '5/4',
    {},
    '--shard: expected auto, or I/N with I from 1 to N ("1/4" is the first of 4), got "5/4"',
  ],
  [
    'before the first',
    '0/4',
    {},
    '--shard: expected auto, or I/N with I from 1 to N ("1/4" is the first of 4), got "0/4"',
  ],
  [
    'wrong in its variable',
    undefined,
    { WSCHAOS_SHARD: '/4' },
    'WSCHAOS_SHARD: expected auto, or I/N with I from 1 to N ("1/4" is the first of 4), got "/4"',
  ],
  [
    'known to nobody',
    'auto',
    { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '2' },
    '--shard: nothing here says which shard this is; it is known from GitLab, CircleCI, Buildkite, Kubernetes',
  ],
  [
    'in a matrix of GitHub',
    'auto',
    { GITHUB_ACTIONS: 'true' },
    '--shard: GitHub does not tell a job its place in the matrix',
  ],
  ['of an unknown number of pods', 'auto', indexed, '--shard: JOB_COMPLETION_INDEX is set, and of how many is not'],
  [
    'what a service cannot mean',
    'auto',
    { GITLAB_CI: 'true', CI_NODE_INDEX: '0', CI_NODE_TOTAL: '2' },
    '--shard: CI_NODE_INDEX="0" and CI_NODE_TOTAL="2" are no place among shards',
  ],
])('a shard that is %s is an error', (_what, given, env, message) => {
  expect(() => readShard(given, env)).toThrow(expect.objectContaining({ code: 'cli.usage', message }));
});

test('the error on GitHub says what to write into the workflow', () => {
  expect(() => readShard('auto', { GITHUB_ACTIONS: 'true' })).toThrow(
    expect.objectContaining({
      hint: expect.stringContaining(`--shard, to \${{ matrix.shard }}/\${{ strategy.job-total }}.`),
    }),
  );
});
