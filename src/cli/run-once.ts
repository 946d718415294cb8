import path from 'node:path';
import { compareResults } from '../result/compare/compare-results.ts';
import { exitCode, signalExitCodes } from '../result/exit-code.ts';
import type { RunResult } from '../result/run-result.ts';
import { realClock } from '../runner/real-clock.ts';
import { runCases } from '../runner/run-cases.ts';
import { attemptWrite } from './attempt-write.ts';
import { checkRemote } from './check-remote.ts';
import { chooseCases } from './choose-cases.ts';
import { claimFromReporters } from './claim-from-reporters.ts';
import { cutShard } from './cut-shard.ts';
import type { CommandContext } from './define-command.ts';
import { describePlans, planCase } from './describe-plan.ts';
import { hearStrays } from './hear-strays.ts';
import type { EndListener } from './listen-for-end.ts';
import { loadCases } from './load-cases.ts';
import { loadReporters } from './load-reporters.ts';
import { createProgress } from './progress.ts';
import { refuseMissingFiles } from './refuse-missing-files.ts';
import { replayFlagsOf } from './replay-flags.ts';
import type { RunRequest } from './run-request.ts';
import { createBaselineWriter } from './save-baseline.ts';
import { createTraceWriter } from './trace-writer.ts';
import { createResultWriter } from './write-results.ts';

/** What ends a run early. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Tells of the user's wish. */
  readonly end: EndListener;
  /** A file changed: the run begins anew. */
  readonly isRestart?: () => boolean;
}

/**
 * Loads the cases, measures, judges and reports; gives the exit code.
 * @throws {WschaosError} what `main` turns into a message and an exit code
 */
export async function runOnce(
  { files, args, settings, place, baseline: compareWith, comparison, traces, redacts }: RunRequest,
  { io, paintFor }: CommandContext,
  { signal, end, isRestart }: Stop,
): Promise<number> {
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
  const traceWriter = createTraceWriter(path.resolve(io.cwd, settings.output));
  claimFromReporters(settings.reporters, 2, io);
  const strays = hearStrays(settings.reporters, io);
  /** Who ends the command while a module is loaded need not hear that it could not be. */
  const unlessAborted = (error: unknown): undefined => {
    if (!signal.aborted) throw error;
  };
  const loading = loadReporters(settings.reporters, {
    cwd: io.cwd,
    output: settings.output,
    isAnew: args.watch === true,
    wait: { say: (line) => io.stderr.write(`wschaos: ${line}\n`), signal },
  });
  // A signal is heard from the first moment on, where no module has to be loaded.
  const reporters = loading instanceof Promise ? await loading.catch(unlessAborted) : loading;
  if (reporters === undefined) return end.signal === undefined ? 0 : signalExitCodes[end.signal];
  const writer = createResultWriter({
    io,
    reporters,
    output: settings.output,
    tracesFrom: settings.output,
    baseline: compareWith?.result,
    readTrace: traceWriter.read,
    paint: paintFor(io.stdout),
    ascii: args.ascii === true,
  });
  const { 'save-baseline': saved } = args;
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
  const tellStop = (): void => {
    if (end.signal !== undefined) progress.say(howItStops);
    else if (isRestart?.()) progress.say('Stopping: a file changed.');
  };
  /** Not by the user: what was measured until then judges nothing, and nobody wants to see it. */
  const isBrokenOff = (): boolean => signal.aborted && end.signal === undefined;
  if (signal.aborted) tellStop();
  signal.addEventListener('abort', tellStop);
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
      signal,
      redacts,
      ...(traces === undefined ? {} : { tracing: { ...traces, onTraces: traceWriter.add } }),
      onAddress: ({ id }, url) => progress.say(`${id}: waiting for your client at ${url}`),
      onIteration(scenario, iteration) {
        progress.onIteration(scenario, iteration);
        writer.onIteration(scenario.id, iteration);
      },
      onCase(one) {
        if (isBrokenOff()) return;
        if (traces === undefined) traceWriter.clear(one.id);
        progress.onCase(one);
        writer.onCase(one);
      },
    });
    progress.end();
    if (isBrokenOff()) return 0;
    const result: RunResult = {
      ...measured,
      replayFlags: replayFlagsOf(settings, { allowsRemote: args['allow-remote'] === true, redacts }),
      ...(compareWith !== undefined && {
        comparison: compareResults(
          compareWith,
          { file: 'this run', result: measured },
          { ...comparison, wantsWhole: true },
        ),
      }),
    };
    const circumstances = { warnOnly: args['warn-only'] === true, signal: end.signal };
    claimFromReporters(settings.reporters, exitCode(result, { ...circumstances, isReportMissing: true }), io);
    strays.askReporters();
    const { files: reports, problems } = await writer.write(result);
    const tell = (line: string | undefined): void => {
      if (!isQuiet && line !== undefined) io.stderr.write(`${line}\n`);
    };
    for (const { of, file } of reports) tell(`${of}: ${file}`);
    const isTraced = attemptWrite(() => {
      if (traceWriter.write() > 0) tell(`traces: ${path.join(settings.output, 'traces')}`);
    }, io);
    for (const { message } of problems) io.stderr.write(`wschaos: ${message}\n`);
    const isSaved = attemptWrite(() => tell(writeBaseline?.(result)), io);
    return strays.settle((missing) => exitCode(result, { ...circumstances, signal: end.signal, ...missing }), {
      isReportMissing: problems.some(({ kind }) => kind === 'failed'),
      isOutputMissing: !isTraced || !isSaved || problems.some(({ kind }) => kind === 'unwritten'),
    });
  } finally {
    progress.end();
    signal.removeEventListener('abort', tellStop);
  }
}

const howItStops = 'Stopping: the faults are lifted and what was measured is written. Once more stops at once.';
