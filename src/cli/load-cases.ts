import { WschaosError } from '../base/error.ts';
import type { Paint } from '../report/define-reporter.ts';
import { loadScenarioFiles } from '../runner/load-scenario-files.ts';
import type { BuiltCase, Overrides } from '../scenario/build-case.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { findScenarioFiles } from './find-scenario-files.ts';
import { countProblems, formatProblems } from './format-problems.ts';
import type { Io } from './io.ts';

export interface LoadRequest {
  /** As the user named them. */
  readonly files: readonly string[];
  /** Where none are named and none are below `scenarios`. */
  readonly otherwise?: readonly string[];
  readonly overrides?: Overrides;
  readonly io: Io;
  /** For the problems. */
  readonly paint: Paint;
}

/** What the files hold. */
export interface LoadedCases {
  readonly cases: readonly ScenarioCase[];
  /** Those that the target of the overrides keeps from running; they are not among `cases`. */
  readonly unfit: readonly BuiltCase[];
  /** Of all these, those that name a file or a program that is not there. */
  readonly incomplete: readonly BuiltCase[];
}

/**
 * The cases of all the files, each with an id of its own.
 * @throws {WschaosError} `scenario.invalid` with every problem of every file, `cli.no-scenario`, `cli.usage`
 */
export function loadCases({ files, otherwise, overrides, io, paint }: LoadRequest): LoadedCases {
  const found = findScenarioFiles(files, io.cwd, otherwise);
  const { cases, unfit, incomplete, problems } = loadScenarioFiles(found, overrides, io.env, io.cwd);
  if (problems.length > 0) {
    const text = `${countProblems(problems, found.length)}\n\n${formatProblems(problems, paint)}`;
    throw new WschaosError('scenario.invalid', text);
  }
  const clash = describeClash([...cases, ...unfit.map(({ scenario }) => scenario)]);
  if (clash !== undefined) throw new WschaosError('scenario.invalid', clash);
  return { cases, unfit, incomplete };
}

/** Two cases of one id could not be told apart in a report. */
export function describeClash(cases: readonly ScenarioCase[]): string | undefined {
  const first = new Map<string, ScenarioCase>();
  for (const one of cases) {
    const other = first.get(one.id);
    if (other !== undefined) {
      return `both ${other.file} and ${one.file} have a case "${one.id}"; give one of them another name`;
    }
    first.set(one.id, one);
  }
  return undefined;
}
