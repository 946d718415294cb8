import { formatDurationLiteral } from '../base/duration.ts';
import { compareResults } from '../result/compare/compare-results.ts';
import { exitCode } from '../result/exit-code.ts';
import { realClock } from '../runner/real-clock.ts';
import { runCases } from '../runner/run-cases.ts';
import type { Overrides } from '../scenario/build-case.ts';
import { checkRemote } from './check-remote.ts';
import { chooseCases } from './choose-cases.ts';
import { readComparisonSettings, refuseComparison } from './comparison-settings.ts';
import { cutShard } from './cut-shard.ts';
import { defineCommand } from './define-command.ts';
import { describePlans, planCase } from './describe-plan.ts';
import { listenForEnd } from './listen-for-end.ts';
import { loadCases } from './load-cases.ts';
import { loadReporters } from './load-reporters.ts';
import { createProgress } from './progress.ts';
import { readResults } from './read-results.ts';
import { readShard } from './read-shard.ts';
import { refuseMissingFiles } from './refuse-missing-files.ts';
import { runOptions } from './run-options.ts';
import { readRunSettings } from './run-settings.ts';
import { createBaselineWriter } from './save-baseline.ts';
import { createResultWriter } from './write-results.ts';

export const run = defineCommand({
  name: 'run',
  usage: '[files..]',
  summary: 'Run scenarios and judge them',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe: 'Files, folders, builtin:NAME or builtin:SUITE; default: scenarios/**/*.yaml',
    },
  },
  options: runOptions,
  examples: [
    ['$0 run scenarios/refuse.yaml', 'one file'],
    ['$0 run --tag ci --reporter table,json:out.json', 'those with a tag; two reports'],
    ['$0 run builtin:half-open -t ws://127.0.0.1:8080', 'a bundled scenario against a server of yours'],
    ['$0 run builtin:ci -t ws://127.0.0.1:8080', 'the suite for CI against it, without a file'],
  ],
  epilogue:
    'An option comes before its variable, a variable before the file. stdout is the result, stderr is progress. ' +
    'Ctrl-C lifts the faults and writes what was measured; twice stops at once.',
  async run({ files = [], ...args }, { io, paintFor }) {
    const settings = readRunSettings(args, io.env);
    const place = readShard(args.shard, io.env);
    const { baseline, 'save-baseline': saved } = args;
    if (baseline === undefined) refuseComparison(args);
    const compareWith = baseline === undefined ? undefined : readResults(baseline, io.cwd, howToMakeBaseline);
    const comparisonSettings = readComparisonSettings(args);
    const loaded = loadCases({ files, overrides: settings.overrides, io, paint: paintFor(io.stderr) });
    const { cases: chosen, warning } = chooseCases(loaded, args, settings.target?.source);
    const { cases, shard } = cutShard(chosen, place, args);
    refuseMissingFiles(cases, loaded, paintFor(io.stderr));
    if (warning !== undefined) io.stderr.write(`wschaos: ${warning}\n`);
    if (args['dry-run']) {
      io.stdout.write(describePlans(cases.map(planCase)));
      return 0;
    }
    if (!args['allow-remote']) for (const { id, target } of cases) checkRemote(`case "${id}"`, target);
    const loading = loadReporters(settings.reporters, { cwd: io.cwd, output: settings.output });
    const writer = createResultWriter({
      io,
      // A signal is heard from the first moment on, where no module has to be loaded.
      reporters: loading instanceof Promise ? await loading : loading,
      output: settings.output,
      paint: paintFor(io.stdout),
      ascii: args.ascii === true,
      replayFlags: replayFlagsOf(settings.target?.text, settings.overrides, args['allow-remote'] === true),
    });
    const writeBaseline = saved === undefined ? undefined : createBaselineWriter(saved, io.cwd);
    const isQuiet = args.quiet === true;
    const progress = createProgress({
      cases,
      output: io.stderr,
      env: io.env,
      clock: realClock,
      // A status line would stand among the lines of stdout.
      style: isQuiet || args.progress === false || (writer.isLive && io.stdout.isTerminal) ? 'none' : 'shown',
      verbose: args.verbose === true && !isQuiet,
    });
    const end = listenForEnd(io, () =>
      progress.say('Stopping: the faults are lifted and what was measured is written. Once more stops at once.'),
    );
    try {
      const { seed, jobs, maxFailures } = settings;
      const measured = await runCases({
        cases,
        seed,
        jobs,
        shard,
        ...(maxFailures === undefined ? {} : { maxFailures }),
        interleave: args.interleave === true,
        ...(io.loopDelayFloorMs === undefined ? {} : { loopDelayFloorMs: io.loopDelayFloorMs }),
        signal: end.abort,
        onAddress: ({ id }, url) => progress.say(`${id}: waiting for your client at ${url}`),
        onIteration(scenario, iteration) {
          progress.onIteration(scenario, iteration);
          writer.onIteration(scenario.id, iteration);
        },
        onCase(one) {
          progress.onCase(one);
          writer.onCase(one);
        },
      });
      progress.end();
      // What was broken off has too few figures, and not the fault of the client's.
      const isComparable = compareWith !== undefined && !measured.interrupted;
      const result = isComparable
        ? {
            ...measured,
            comparison: compareResults(compareWith, { file: 'this run', result: measured }, comparisonSettings),
          }
        : measured;
      const { files: written, problems } = await writer.write(result);
      if (!isQuiet) for (const { of, file } of written) io.stderr.write(`${of}: ${file}\n`);
      for (const problem of problems) io.stderr.write(`wschaos: ${problem}\n`);
      const said = writeBaseline?.(result);
      if (said !== undefined && !isQuiet) io.stderr.write(`${said}\n`);
      const { signal } = end;
      return exitCode(result, { warnOnly: args['warn-only'] === true, signal, isReportMissing: problems.length > 0 });
    } finally {
      progress.end();
      end.dispose();
    }
  },
});

const howToMakeBaseline = 'wschaos run --save-baseline FILE makes one, of the code before your change.';

/** What stands in place of what the file says, so that the printed command does the same again. */
function replayFlagsOf(
  target: string | undefined,
  { timeoutMs, insecure }: Overrides,
  allowRemote: boolean,
): readonly string[] {
  return [
    ...(target === undefined ? [] : ['--target', target]),
    ...(insecure === true ? ['--insecure'] : []),
    ...(timeoutMs === undefined ? [] : ['--timeout', formatDurationLiteral(timeoutMs)]),
    ...(allowRemote ? ['--allow-remote'] : []),
  ];
}
