import { WschaosError } from '../base/error.ts';
import type { Paint } from '../report/define-reporter.ts';
import { sortProblems } from '../scenario/place.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { count, formatProblems } from './format-problems.ts';
import type { LoadedCases } from './load-cases.ts';

/**
 * Refuses to run cases that name a file or a program that is not there; those that were not chosen may do so.
 * @throws {WschaosError} `scenario.invalid`
 */
export function refuseMissingFiles(
  chosen: readonly ScenarioCase[],
  { incomplete }: Pick<LoadedCases, 'incomplete'>,
  paint: Paint,
): void {
  const problems = sortProblems(
    incomplete.flatMap(({ scenario, missingFiles }) => (chosen.includes(scenario) ? missingFiles : [])),
  );
  if (problems.length === 0) return;
  const text = `${count(problems.length, 'problem')}\n\n${formatProblems(problems, paint)}`;
  throw new WschaosError('scenario.invalid', text);
}
