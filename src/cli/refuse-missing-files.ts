import { WschaosError } from '../base/error.ts';
import type { Paint } from '../report/define-reporter.ts';
import type { MissingFile } from '../scenario/find-missing-files.ts';
import { sortProblems } from '../scenario/place.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { count, formatProblems } from './format-problems.ts';
import type { LoadedCases } from './load-cases.ts';

/**
 * Refuses to run cases that name a file or a program that is not there; those that were not chosen may do so. `parts`: what of a case is
 * used at all.
 * @throws {WschaosError} `scenario.invalid`
 */
export function refuseMissingFiles(
  chosen: readonly ScenarioCase[],
  { incomplete }: Pick<LoadedCases, 'incomplete'>,
  paint: Paint,
  parts: readonly MissingFile['part'][] = ['client', 'listen', 'target'],
): void {
  const problems = sortProblems(
    incomplete
      .filter(({ scenario }) => chosen.includes(scenario))
      .flatMap(({ missingFiles }) => missingFiles.filter(({ part }) => parts.includes(part))),
  );
  if (problems.length === 0) return;
  const text = `${count(problems.length, 'problem')}\n\n${formatProblems(problems, paint)}`;
  throw new WschaosError('scenario.invalid', text);
}
