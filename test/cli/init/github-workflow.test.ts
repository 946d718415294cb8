import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow } from '../../../src/cli/init/github-workflow.ts';
import { readShard } from '../../../src/cli/read-shard.ts';
import { readCommands } from './pipelines.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly needs?: string;
  readonly if?: string;
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
  readonly steps: readonly Step[];
}

const workflow = parse(githubWorkflow) as {
  readonly on: object;
  readonly jobs: Readonly<Record<'run' | 'report', Job>>;
};
const { run, report } = workflow.jobs;
const linesOf = ({ steps }: Job): readonly string[] => steps.flatMap((step) => step.run ?? []);

test('it is a workflow of jobs with steps, each with an action or a command', () => {
  expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'jobs']);
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'workflow_dispatch']);
  for (const { steps, 'runs-on': runsOn } of [run, report]) {
    expect(runsOn).toBe('ubuntu-latest');
    for (const step of steps) expect([step.uses, step.run].filter((one) => one !== undefined).length).toBe(1);
    expect(steps.flatMap(({ uses }) => uses ?? []).every((uses) => /^actions\/[\w-]+@v\d+$/.test(uses))).toBe(true);
  }
});

test('every shard runs its part, and hands it on whatever comes of it', () => {
  expect(run.strategy?.matrix.shard).toEqual([1, 2]);
  const filled = { ['$'.concat('{{ matrix.shard }}')]: '2', ['$'.concat('{{ strategy.job-total }}')]: '2' };
  const [command, ...others] = readCommands(linesOf(run), filled);
  expect([command?.name, others]).toEqual(['run', []]);
  expect(command?.args).toMatchObject({ output: 'shard-2', 'warn-only': true });
  expect(readShard(command?.args.shard as string, {})).toEqual({ index: 2, total: 2 });
  expect(run.steps.at(-1)).toMatchObject({ uses: expect.stringContaining('upload-artifact'), if: 'always()' });
});

test('the last job has the results of all of them, and judges', () => {
  expect([report.needs, report.if]).toEqual(['run', 'always()']);
  const download = report.steps.find(({ uses }) => uses?.includes('download-artifact'));
  expect(download?.with).toEqual({ pattern: 'wschaos-shard-*', path: 'shards' });
  const [command] = readCommands(linesOf(report), {});
  expect(command?.name).toBe('report');
  expect(command?.args).toMatchObject({ files: ['shards/*/results.json'] });
  expect(command?.args).not.toHaveProperty('warn-only');
});
