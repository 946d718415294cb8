import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { gitlabPipeline } from '../../../src/cli/init/gitlab-pipeline.ts';
import { readShard } from '../../../src/cli/read-shard.ts';
import { readCommands } from './pipelines.ts';

interface Job {
  readonly stage: string;
  readonly parallel?: number;
  readonly when?: string;
  readonly needs?: readonly string[];
  readonly script: readonly string[];
  readonly artifacts: { readonly when: string; readonly paths: readonly string[]; readonly reports?: object };
}

const { stages, ...jobs } = parse(gitlabPipeline) as { readonly stages: readonly string[] } & Readonly<
  Record<'wschaos' | 'wschaos-report', Job>
>;
const { wschaos: run, 'wschaos-report': report } = jobs;

test('its jobs stand in stages that there are, and keep what they wrote', () => {
  expect(Object.keys(jobs)).toEqual(['wschaos', 'wschaos-report']);
  for (const { stage, artifacts } of [run, report]) {
    expect(stages).toContain(stage);
    expect([artifacts.when, artifacts.paths[0]?.endsWith('/')]).toEqual(['always', true]);
  }
});

test('every shard finds its place by itself', () => {
  const [command, ...others] = readCommands(run.script, { $CI_NODE_INDEX: '2' });
  expect([command?.name, others]).toEqual(['run', []]);
  expect(command?.args).toMatchObject({ shard: 'auto', output: 'shard-2', 'warn-only': true });
  const env = { GITLAB_CI: 'true', CI_NODE_INDEX: '2', CI_NODE_TOTAL: String(run.parallel) };
  expect(readShard('auto', env)).toEqual({ index: 2, total: 2 });
});

test('what the results name is kept with them: the traces of the shards', () => {
  expect(report.artifacts.paths).toEqual(['wschaos-results/', 'shard-*/traces/']);
});

test('the last job judges, also where a shard has failed', () => {
  expect([report.needs, report.when]).toEqual([['wschaos'], 'always']);
  const [command] = readCommands(report.script, {});
  expect(command?.name).toBe('report');
  expect(command?.args).toMatchObject({ files: ['shard-*/results.json'] });
  expect(report.artifacts.reports).toEqual({ junit: 'wschaos-results/junit.xml' });
});
