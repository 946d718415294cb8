import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundledFolder, loadScenarioFiles } from '../../../src/runner/load-scenario-files.ts';
import type { Overrides } from '../../../src/scenario/build-case.ts';
import { formatProblem } from '../../../src/scenario/format-problem.ts';
import type { ScenarioCase } from '../../../src/scenario/scenario-case.ts';
import { adaptScenario } from './adapt-scenario.ts';
import type { Failure } from './failures.ts';
import type { SetUp } from './set-up.ts';

/** One cell of the matrix, and the cases that fill it. */
export interface PreparedCell {
  readonly setUp: SetUp;
  readonly failure: Failure;
  readonly cases: readonly ScenarioCase[];
}

/** A name as part of a file's. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z\d.]+/g, '-')
    .replace(/^-/, '');

/** The first of the ports on which the written scenarios have their servers, one each set-up. */
const firstPort = 18_100;

/**
 * Writes the scenario of a cell into the folder, where `wschaos run` takes it as it is, and loads it. With a `target` in place of
 * its command the cases of one set-up share a server, and go on side by side.
 */
export function prepareCell(
  { setUp, failure }: Pick<PreparedCell, 'setUp' | 'failure'>,
  folder: string,
  place: number,
  overrides: Overrides,
): PreparedCell {
  const bundled = readFileSync(path.join(bundledFolder, `${failure.name}.yaml`), 'utf8');
  const file = path.join(folder, slugOf(setUp.name), `${failure.name}.yaml`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, adaptScenario(bundled, failure, setUp, firstPort + place));
  const { cases, problems } = loadScenarioFiles([file], overrides);
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n\n'));
  return { setUp, failure, cases };
}
