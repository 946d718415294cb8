import os from 'node:os';
import process from 'node:process';
import type { RunResult } from '../result/run-result.ts';

/** Each continuous integration service's sign in the environment, and where it says which commit it builds. */
const services = [
  { provider: 'github', sign: 'GITHUB_ACTIONS', sha: 'GITHUB_SHA' },
  { provider: 'gitlab', sign: 'GITLAB_CI', sha: 'CI_COMMIT_SHA' },
  { provider: 'circleci', sign: 'CIRCLECI', sha: 'CIRCLE_SHA1' },
  { provider: 'buildkite', sign: 'BUILDKITE', sha: 'BUILDKITE_COMMIT' },
  { provider: 'unknown', sign: 'CI', sha: undefined },
] as const;

/** Where the figures come from: what a reader must know before comparing them with others. */
export function describeEnvironment(env: NodeJS.ProcessEnv = process.env): RunResult['env'] {
  const service = services.find(({ sign }) => (env[sign] ?? '') !== '' && env[sign] !== 'false');
  return {
    node: process.versions.node,
    os: `${process.platform} ${process.arch}`,
    cpus: os.availableParallelism(),
    ci: service === undefined ? null : { provider: service.provider, sha: (service.sha && env[service.sha]) ?? null },
  };
}
