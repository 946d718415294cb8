import path from 'node:path';
import { paintNothing } from '../report/define-reporter.ts';
import { json } from '../report/json.ts';
import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';
import { makeFolder } from './make-folder.ts';
import { findDestination, writeWhole } from './write-whole.ts';

/** Writes a result as the baseline of later runs, in place of an earlier one; says what became of it. */
export type BaselineWriter = (result: RunResult) => string;

/**
 * Makes the folder and looks at what stands there, before anything is measured. What was broken off is no baseline: it is
 * not written.
 * @throws {WschaosError} `output.failed`; `cli.usage` for a folder
 */
export function createBaselineWriter(file: string, cwd: string): BaselineWriter {
  const absolute = path.resolve(cwd, file);
  makeFolder(path.dirname(absolute));
  findDestination(absolute);
  return ({ comparison: _ofThisRun, cases, ...rest }) => {
    const result = { ...rest, cases: cases.map(withoutTraces) };
    if (result.interrupted) return `baseline: ${file} stays as it was, for the run was broken off`;
    writeWhole(absolute, json.render(result, { color: paintNothing, width: 80, ascii: false }));
    return `baseline: ${file}`;
  };
}

/** They are files of this run, which the next one replaces. */
function withoutTraces({ iterations, invalid, ...rest }: CaseResult): CaseResult {
  const strip = ({ trace: _, ...one }: IterationResult): IterationResult => one;
  return { ...rest, iterations: iterations.map(strip), invalid: invalid.map(strip) };
}
