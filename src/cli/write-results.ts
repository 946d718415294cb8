import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import type { Paint, RenderOptions } from '../report/define-reporter.ts';
import { paintNothing } from '../report/define-reporter.ts';
import { json } from '../report/json.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Io } from './io.ts';
import type { ReporterRequest } from './reporter-requests.ts';

/** Where the width is not known: files, pipes. */
const defaultWidth = 80;

export interface ResultOptions {
  readonly io: Io;
  readonly requests: readonly ReporterRequest[];
  /** The folder that always gets `results.json`. */
  readonly output: string;
  /** For stdout. */
  readonly paint: Paint;
  readonly ascii: boolean;
  /** Options of the run that a replay needs too. */
  readonly replayFlags: readonly string[];
}

/** Writes what a run gave; returns the path of `results.json`. */
export type ResultWriter = (result: RunResult) => string;

/**
 * Makes the folders, so that a run that could not be written down does not begin.
 * @throws {WschaosError} `output.failed`
 */
export function createResultWriter({ io, requests, output, paint, ascii, replayFlags }: ResultOptions): ResultWriter {
  const results = path.join(output, 'results.json');
  const absolute = (file: string): string => path.resolve(io.cwd, file);
  for (const file of [results, ...requests.flatMap(({ file }) => file ?? [])]) makeFolder(path.dirname(absolute(file)));

  const options = (color: Paint, width: number): RenderOptions => ({ color, width, ascii, replayFlags });
  return (result) => {
    writeWhole(absolute(results), json.render(result, options(paintNothing, defaultWidth)));
    for (const { reporter, file } of requests) {
      if (file === undefined) {
        io.stdout.write(reporter.render(result, options(paint, io.stdout.columns ?? defaultWidth)));
      } else {
        writeWhole(absolute(file), reporter.render(result, options(paintNothing, defaultWidth)));
      }
    }
    return results;
  };
}

function makeFolder(folder: string): void {
  attempt(`cannot make the folder ${folder}`, () => mkdirSync(folder, { recursive: true }));
}

/** Under another name first: whoever reads the file never meets half of it. */
function writeWhole(file: string, text: string): void {
  attempt(`cannot write ${file}`, () => {
    const unfinished = `${file}.${process.pid}.unfinished`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  });
}

function attempt(what: string, effect: () => void): void {
  try {
    effect();
  } catch (cause) {
    throw new WschaosError('output.failed', `${what}: ${(cause as Error).message}`, { cause });
  }
}
