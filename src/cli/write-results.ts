import { realpathSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import type { Paint, RenderOptions } from '../report/define-reporter.ts';
import { paintNothing } from '../report/define-reporter.ts';
import { json } from '../report/json.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Io } from './io.ts';
import { makeFolder } from './make-folder.ts';
import type { ReporterRequest } from './reporter-requests.ts';
import { findDestination, writeWhole } from './write-whole.ts';

/** Where the width is not known: files, pipes. */
const defaultWidth = 80;

export interface ResultOptions {
  readonly io: Io;
  readonly requests: readonly ReporterRequest[];
  /** The folder that gets `results.json`; `undefined`: only what the reporters write. */
  readonly output: string | undefined;
  /** What is read, and must not be written over. */
  readonly inputs?: readonly string[];
  /** For stdout. */
  readonly paint: Paint;
  readonly ascii: boolean;
  /** Options of the run that a replay needs too. */
  readonly replayFlags: readonly string[];
}

/** A file, and the reporter of which it is. */
interface NamedFile {
  readonly file: string;
  readonly of: string;
}

/** Writes what a run gave; returns the path of `results.json`, where there is one. */
export type ResultWriter = (result: RunResult) => string | undefined;

/**
 * Makes the folders, and looks at what stands there: a run that could not be written down does not begin.
 * @throws {WschaosError} `output.failed`; `cli.usage` when two reports are to be one file, or a file is a folder or an input
 */
export function createResultWriter(resultOptions: ResultOptions): ResultWriter {
  const { io, requests, output, inputs = [], paint, ascii, replayFlags } = resultOptions;
  const results = output === undefined ? undefined : path.join(output, 'results.json');
  const absolute = (file: string): string => path.resolve(io.cwd, file);
  const files = requests.flatMap(({ reporter, file }) => (file === undefined ? [] : [{ file, of: reporter.name }]));
  const written = [...(results === undefined ? [] : [results]), ...files.map(({ file }) => file)];
  for (const file of written) makeFolder(path.dirname(absolute(file)));
  checkDistinct(results, files, absolute);
  refuseInputs(inputs, written, absolute);

  const options = (color: Paint, width: number): RenderOptions => ({ color, width, ascii, replayFlags });
  return (result) => {
    const writeFile = (file: string, text: string): void => {
      const destination = findDestination(absolute(file));
      // Through the streams, in order with what else they are told, and past what a pipe holds at once.
      if (destination.kind === 'descriptor' && destination.descriptor === 1) io.stdout.write(text);
      else if (destination.kind === 'descriptor' && destination.descriptor === 2) io.stderr.write(text);
      else writeWhole(absolute(file), text);
    };
    if (results !== undefined) writeFile(results, json.render(result, options(paintNothing, defaultWidth)));
    for (const { reporter, file } of requests) {
      if (file === undefined) {
        io.stdout.write(reporter.render(result, options(paint, io.stdout.columns ?? defaultWidth)));
      } else {
        writeFile(file, reporter.render(result, options(paintNothing, defaultWidth)));
      }
    }
    return results;
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

function refuseInputs(inputs: readonly string[], written: readonly string[], absolute: (file: string) => string): void {
  const identities = new Set(inputs.map((file) => identify(absolute(file))).filter((one) => one !== undefined));
  const clash = written.find((file) => identities.has(identify(absolute(file)) ?? ''));
  if (clash === undefined) return;
  throw new WschaosError('cli.usage', `${clash} is read, and would be written over`, {
    hint: 'Give another folder with --output, or another file with --reporter NAME:FILE.',
  });
}

/** The same for every name of a regular file; `undefined` for what is none: a device may be written twice. */
function identify(file: string): string | undefined {
  const destination = findDestination(file);
  if (destination.kind !== 'file') return undefined;
  return path.join(realpathSync(path.dirname(destination.file)), path.basename(destination.file));
}
