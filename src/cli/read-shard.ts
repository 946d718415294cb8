import { WschaosError } from '../base/error.ts';
import type { ShardPlace } from '../scenario/shard-cases.ts';
import type { Io } from './io.ts';
import { readSetting, type Setting, settingVariables } from './settings.ts';

/** Where a service that runs a job several times tells each which one it is. */
interface ShardService {
  readonly name: string;
  /** Its sign in the environment: others have variables of the same names and count otherwise. */
  readonly sign: string;
  readonly index: string;
  readonly total: string;
  /** What it calls the first. */
  readonly from: 0 | 1;
}

const services: readonly ShardService[] = [
  { name: 'GitLab', sign: 'GITLAB_CI', index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', from: 1 },
  { name: 'CircleCI', sign: 'CIRCLECI', index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', from: 0 },
  {
    name: 'Buildkite',
    sign: 'BUILDKITE',
    index: 'BUILDKITE_PARALLEL_JOB',
    total: 'BUILDKITE_PARALLEL_JOB_COUNT',
    from: 0,
  },
  {
    name: 'Kubernetes',
    sign: 'JOB_COMPLETION_INDEX',
    index: 'JOB_COMPLETION_INDEX',
    total: 'WSCHAOS_SHARD_TOTAL',
    from: 0,
  },
];

const wholeRun: ShardPlace = { index: 1, total: 1 };

/**
 * Which part of the run this machine has: what `--shard` says, else `WSCHAOS_SHARD`; for `auto` what the variable says, else
 * the service. Without either all of it.
 * @throws {WschaosError} `cli.usage`
 */
export function readShard(given: string | undefined, env: Io['env']): ShardPlace {
  const setting = readSetting('shard', given, env);
  if (setting === undefined) return wholeRun;
  if (setting.text !== 'auto') return parsePlace(setting);
  const variable = readSetting('shard', undefined, env);
  if (variable !== undefined && variable.text !== 'auto') return parsePlace(variable);
  return readService(setting.source, env);
}

function parsePlace({ text, source }: Setting): ShardPlace {
  const [, index, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const place = { index: Number(index), total: Number(total) };
  if (place.index >= 1 && place.index <= place.total) return place;
  throw new WschaosError(
    'cli.usage',
    `${source}: expected auto, or I/N with I from 1 to N ("1/4" is the first of 4), got "${text}"`,
  );
}

function readService(source: string, env: Io['env']): ShardPlace {
  const isThere = (variable: string): boolean => (env[variable] ?? '') !== '';
  if (isThere('GITHUB_ACTIONS'))
    throw cannotTell(`${source}: GitHub does not tell a job its place in the matrix`, githubHint);
  const service = services.find(({ sign }) => isThere(sign));
  if (service === undefined) {
    const names = services.map(({ name }) => name).join(', ');
    throw cannotTell(`${source}: nothing here says which shard this is; it is known from ${names}`, elsewhereHint);
  }
  const { name, index, total, from } = service;
  if (name === 'Kubernetes' && !isThere(total)) {
    throw cannotTell(`${source}: ${index} is set, and of how many is not`, kubernetesHint);
  }
  // A job that is not run several times.
  if (!isThere(index)) return wholeRun;
  const [nth, count] = [env[index] ?? '', env[total] ?? ''];
  const place = { index: Number(nth) + 1 - from, total: Number(count) };
  const isWhole = [nth, count].every((text) => /^\d{1,6}$/.test(text));
  if (isWhole && place.index >= 1 && place.index <= place.total) return place;
  throw cannotTell(`${source}: ${index}="${nth}" and ${total}="${count}" are no place among shards`, elsewhereHint);
}

function cannotTell(message: string, hint: string): WschaosError {
  return new WschaosError('cli.usage', message, { hint });
}

/** GitHub's notation. */
const inWorkflow = (name: string): string => `\${{ ${name} }}`;
const githubHint =
  `With "matrix: { shard: [1, 2, 3, 4] }" set ${settingVariables.shard}, or --shard, to ` +
  `${inWorkflow('matrix.shard')}/${inWorkflow('strategy.job-total')}.`;
const elsewhereHint = `Give --shard I/N, or set ${settingVariables.shard}.`;
const kubernetesHint = "Set WSCHAOS_SHARD_TOTAL to the Job's completions, in the container's env.";
