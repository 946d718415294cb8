import { realpathSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import { type Paint, paintNothing, type RenderOptions } from '../report/define-reporter.ts';
import { json } from '../report/json.ts';
import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';
import { describeModuleError } from '../runner/subject/describe-module-error.ts';
import type { Io } from './io.ts';
import type { ReadyReporter } from './load-reporters.ts';
import { makeFolder } from './make-folder.ts';
import { rebaseTraces } from './rebase-traces.ts';
import { createRepositoryPath } from './repository-path.ts';
import { createStepSummary, isStepSummary } from './step-summary.ts';
import { findDestination, writeWhole } from './write-whole.ts';

/** Where the width is not known: files, pipes. */
const defaultWidth = 80;

export interface ResultOptions {
  readonly io: Io;
  readonly reporters: readonly ReadyReporter[];
  /** The folder that gets `results.json`; `undefined`: only what the reporters write. */
  readonly output: string | undefined;
  /** The folder that the names of traces count from. */
  readonly tracesFrom: string;
  /** What is read, and must not be written over. */
  readonly inputs?: readonly string[];
  /** The run was read from files: nothing is told live. */
  readonly isSaved?: boolean;
  /** What the run is compared with. */
  readonly baseline?: RunResult | undefined;
  /** The text of a trace, by its absolute path. */
  readonly readTrace?: (file: string) => string | undefined;
  /** For stdout. */
  readonly paint: Paint;
  readonly ascii: boolean;
}

/** A file, and the reporter of which it is. */
interface NamedFile {
  readonly file: string;
  readonly of: string;
}

/** A report that is missing; the others are written nevertheless. */
export interface ReportProblem {
  /** `failed`: a reporter of the user's own; `unwritten`: there is no place for it. */
  readonly kind: 'failed' | 'unwritten';
  readonly message: string;
}

/** What became of the reports. */
export interface Written {
  /** Those that are there; `results.json` first, where there is one. */
  readonly files: readonly NamedFile[];
  readonly problems: readonly ReportProblem[];
}

/** Writes what a run gives: live what is asked for so, and all the rest at the end. */
export interface ResultWriter {
  /** Something is written to stdout while the run goes on. */
  readonly isLive: boolean;
  onIteration(caseId: string, result: IterationResult): void;
  onCase(result: CaseResult): void;
  write(result: RunResult): Promise<Written>;
}

/**
 * Makes the folders, and looks at what stands there: a run that could not be written down does not begin.
 * @throws {WschaosError} `output.failed`; `cli.usage` when two reports are to be one file, or a file is a folder or an input
 */
export function createResultWriter(resultOptions: ResultOptions): ResultWriter {
  const {
    io,
    reporters,
    output,
    tracesFrom,
    inputs = [],
    isSaved = false,
    baseline,
    readTrace,
    paint,
    ascii,
  } = resultOptions;
  const results = output === undefined ? undefined : { file: path.join(output, 'results.json'), of: 'results' };
  const absolute = (file: string): string => path.resolve(io.cwd, file);
  const files = reporters.flatMap(({ file, name }) => (file === undefined ? [] : [{ file, of: name }]));
  const written = [...(results === undefined ? [] : [results]), ...files];
  for (const { file } of written) makeFolder(path.dirname(absolute(file)));
  checkDistinct(results?.file, files, absolute);
  refuseInputs(inputs, written, absolute);
  const summary = createStepSummary(reporters, io, isSaved);
  const repositoryPath = createRepositoryPath(io);
  const liveOf = ({ live, file }: ReadyReporter) => (isSaved || file !== undefined ? undefined : live);
  const lives = reporters.map(liveOf).filter((live) => live !== undefined);

  const writeFile = (file: string, text: string): void => {
    const destination = findDestination(absolute(file));
    // Through the streams, in order with what else they are told, and past what a pipe holds at once.
    if (destination.kind === 'descriptor' && destination.descriptor === 1) io.stdout.write(text);
    else if (destination.kind === 'descriptor' && destination.descriptor === 2) io.stderr.write(text);
    else writeWhole(absolute(file), text);
  };

  /** Traces are named from the file on that names them; on stdout, from the results on. */
  const namedFrom = ({ file }: ReadyReporter): string =>
    file === undefined || findDestination(absolute(file)).kind !== 'file'
      ? absolute(tracesFrom)
      : path.dirname(absolute(file));

  const render = async (reporter: ReadyReporter, result: RunResult, options: RenderOptions): Promise<void> => {
    const folder = namedFrom(reporter);
    const placed = rebaseTraces(result, absolute(tracesFrom), folder);
    const more = readTrace && { readTrace: (trace: string) => readTrace(path.resolve(folder, trace)) };
    const text = liveOf(reporter)?.end(result) ?? (await reporter.render(placed, { ...options, ...more }));
    if (reporter.file !== undefined) writeFile(reporter.file, text);
    else if (text !== '') io.stdout.write(text);
  };

  return {
    isLive: lives.length > 0,
    onIteration(caseId, result) {
      for (const live of lives) io.stdout.write(live.iteration(caseId, result));
    },
    onCase(result) {
      for (const live of lives) io.stdout.write(live.case(result));
    },
    async write(result) {
      const { replayFlags = [] } = result;
      const ofRun = { ascii, replayFlags, ...(baseline && { baseline }), repositoryPath };
      const forFile: RenderOptions = { ...ofRun, color: paintNothing, width: defaultWidth };
      const forStdout: RenderOptions = { ...ofRun, color: paint, width: io.stdout.columns ?? defaultWidth };
      const problems: ReportProblem[] = [];
      const missing = new Set<string>();
      /** Whether the client is as it should be is told all the same. */
      const attempt = async (work: () => void | Promise<void>, { module, name, file }: Partial<ReadyReporter>) => {
        try {
          await work();
        } catch (error) {
          if (file !== undefined) missing.add(file);
          const isUnwritten = error instanceof WschaosError && (module === undefined || error.code === 'output.failed');
          if (isUnwritten) problems.push({ kind: 'unwritten', message: error.message });
          else if (module === undefined) throw error;
          else {
            const why = describeModuleError(error, module);
            problems.push({ kind: 'failed', message: `reporter ${name} failed: ${why}` });
          }
        }
      };
      if (results !== undefined) await attempt(() => writeFile(results.file, json.render(result, forFile)), results);
      for (const reporter of reporters) {
        if (isStepSummary(reporter, io)) continue;
        const options = reporter.file === undefined ? forStdout : forFile;
        // A module of the user's may change what it gets.
        const given = reporter.module === undefined ? result : structuredClone(result);
        await attempt(() => render(reporter, given, options), reporter);
      }
      await attempt(() => summary?.(result, forFile), {});
      return { files: written.filter(({ file }) => !missing.has(file)), problems };
    },
  };
}

/** The later of two would replace the earlier; JSON in `results.json` is there anyway. */
function checkDistinct(
  results: string | undefined,
  files: readonly NamedFile[],
  absolute: (file: string) => string,
): void {
  const own = results === undefined ? undefined : identify(absolute(results));
  const writers = new Map<string | undefined, string>(own === undefined ? [] : [[own, json.name]]);
  for (const { file, of } of files) {
    const identity = identify(absolute(file));
    if (identity === undefined || (identity === own && of === json.name)) continue;
    const other = writers.get(identity);
    if (other !== undefined) {
      throw new WschaosError('cli.usage', `--reporter: ${other} and ${of} are both to be written to ${file}`);
    }
    writers.set(identity, of);
  }
}

function refuseInputs(
  inputs: readonly string[],
  written: readonly NamedFile[],
  absolute: (file: string) => string,
): void {
  const identities = new Set(inputs.map((file) => identify(absolute(file))).filter((one) => one !== undefined));
  const clash = written.find(({ file }) => identities.has(identify(absolute(file)) ?? ''));
  if (clash === undefined) return;
  throw new WschaosError('cli.usage', `${clash.file} is read, and would be written over`, {
    hint: 'Give another folder with --output, or another file with --reporter NAME:FILE.',
  });
}

/** The same for every name of a regular file; `undefined` for what is none: a device may be written twice. */
function identify(file: string): string | undefined {
  const destination = findDestination(file);
  if (destination.kind !== 'file') return undefined;
  return path.join(realpathSync(path.dirname(destination.file)), path.basename(destination.file));
}
