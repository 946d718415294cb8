import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import { compareResults, type NamedResult } from '../result/compare/compare-results.ts';
import { exitCode } from '../result/exit-code.ts';
import { mergeResults } from '../result/merge-results.ts';
import { attemptWrite } from './attempt-write.ts';
import { claimFromReporters } from './claim-from-reporters.ts';
import { readComparisonSettings, refuseComparison } from './comparison-settings.ts';
import { defineCommand } from './define-command.ts';
import { endDespiteReporters } from './end-despite-reporters.ts';
import { hearStrays } from './hear-strays.ts';
import type { Io } from './io.ts';
import { loadReporters } from './load-reporters.ts';
import { readResults } from './read-results.ts';
import { readTrace } from './read-trace.ts';
import { rebaseTraces } from './rebase-traces.ts';
import { runOptions } from './run-options.ts';
import { readRunSettings } from './run-settings.ts';
import { createBaselineWriter } from './save-baseline.ts';
import { settingVariables } from './settings.ts';
import { createResultWriter } from './write-results.ts';

export const report = defineCommand({
  name: 'report',
  aliases: ['merge'],
  usage: '<files..>',
  summary: 'Show a results file again, or merge those of all shards and judge the whole',
  positionals: {
    files: { type: 'string', array: true, demandOption: true, describe: 'One results.json, or that of every shard' },
  },
  options: {
    reporter: runOptions.reporter,
    output: { ...runOptions.output, describe: 'Folder for the merged results.json [WSCHAOS_OUTPUT]' },
    baseline: { ...runOptions.baseline, describe: 'Compare with this results file; slower fails' },
    'save-baseline': runOptions['save-baseline'],
    metric: runOptions.metric,
    tolerance: runOptions.tolerance,
    'warn-only': runOptions['warn-only'],
    quiet: { ...runOptions.quiet, describe: 'Do not say where the results are' },
    ascii: runOptions.ascii,
  },
  examples: [
    ['$0 report shard-*/results.json', 'what the shards of `run --shard` gave, as one run'],
    ['$0 report wschaos-results/results.json --reporter plain', 'a run in another form'],
  ],
  epilogue:
    'Every expectation is judged anew by the iterations of all shards. Shards of different runs are refused, and one that is ' +
    'missing or there twice. Merged results are written to wschaos-results, or the folder of --output.',
  exitCodes: [
    ['0', 'every expectation of level "error" held, no regression'],
    ['1', 'an expectation failed, or the comparison says slower'],
    ['2', 'bad flag, no results file, shards that are no whole'],
    ['3', 'a case could not be measured'],
    ['130', 'a run was interrupted'],
  ],
  async run({ files, ...args }, { io, paintFor }) {
    const { reporters, output } = readRunSettings(
      { reporter: args.reporter, output: args.output },
      ownVariables(io.env),
    );
    claimFromReporters(reporters, 2, io);
    const strays = hearStrays(reporters, io);
    const say = (line: string): void => io.stderr.write(`wschaos: ${line}\n`);
    try {
      const { baseline } = args;
      if (baseline === undefined) refuseComparison(args);
      const comparisonSettings = readComparisonSettings(args);
      const compareWith = baseline === undefined ? undefined : readResults(baseline, io.cwd);
      const [first, ...others] = files.map((file) => readResults(file, io.cwd));
      if (first === undefined) throw new WschaosError('cli.usage', 'report what? Give a results file');
      const isWanted =
        others.length > 0 || (args.output ?? ownVariables(io.env)[settingVariables.output]) !== undefined;
      const folder = isWanted ? output : undefined;
      // Without a folder of its own nothing of this stands anywhere but where the user is.
      const tracesFrom = folder ?? '.';
      const place = ({ file, result }: NamedResult): NamedResult => {
        const stands = path.resolve(io.cwd, path.dirname(file));
        return { file, result: rebaseTraces(result, stands, path.resolve(io.cwd, tracesFrom)) };
      };
      const merged = mergeResults([place(first), ...others.map(place)]);
      const writer = createResultWriter({
        io,
        reporters: await loadReporters(reporters, { cwd: io.cwd, output, wait: { say } }),
        output: folder,
        tracesFrom,
        // What a shard knows of its part is in no merged file.
        inputs: files,
        isSaved: true,
        baseline: compareWith?.result,
        readTrace,
        paint: paintFor(io.stdout),
        ascii: args.ascii === true,
      });
      const saved = args['save-baseline'];
      const writeBaseline = saved === undefined ? undefined : createBaselineWriter(saved, io.cwd);
      const head = { file: others.length === 0 ? first.file : 'the shards', result: merged };
      const result =
        compareWith === undefined
          ? merged
          : {
              ...merged,
              comparison: compareResults(compareWith, head, { ...comparisonSettings, wantsWhole: true }),
            };
      const circumstances = { warnOnly: args['warn-only'] === true, signal: undefined };
      claimFromReporters(reporters, exitCode(result, { ...circumstances, isReportMissing: true }), io);
      strays.askReporters();
      const { files: written, problems } = await writer.write(result);
      const tell = (line: string | undefined): void => {
        if (args.quiet !== true && line !== undefined) io.stderr.write(`${line}\n`);
      };
      for (const { of, file } of written) tell(`${of}: ${file}`);
      const isSaved = attemptWrite(() => tell(writeBaseline?.(result)), io);
      for (const { message } of problems) say(message);
      return strays.settle((missing) => exitCode(result, { ...circumstances, ...missing }), {
        isReportMissing: problems.some(({ kind }) => kind === 'failed'),
        isOutputMissing: !isSaved || problems.some(({ kind }) => kind === 'unwritten'),
      });
    } finally {
      endDespiteReporters(reporters, io);
    }
  },
});

/** The others are about a run. */
function ownVariables(env: Io['env']): Io['env'] {
  const { reporter, output } = settingVariables;
  return { [reporter]: env[reporter], [output]: env[output] };
}
