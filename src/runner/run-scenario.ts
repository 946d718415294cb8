import { WschaosError } from '../base/error.ts';
import { parseTarget } from '../proxy/target.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Overrides } from '../scenario/build-case.ts';
import { explainUnfit } from '../scenario/explain-unfit.ts';
import { formatProblem } from '../scenario/format-problem.ts';
import { sortProblems } from '../scenario/place.ts';
import { loadScenarioFiles } from './load-scenario-files.ts';
import { refuseRemote } from './refuse-remote.ts';
import { type RunOptions, runCases } from './run-cases.ts';

/** As {@link RunOptions}; the cases come from the files. */
export interface RunScenarioOptions extends Omit<RunOptions, 'cases'> {
  /** What stands in place of what the files say: the target, the repetitions, the timeout in milliseconds, … */
  readonly overrides?: Overrides;
  /** Permits targets that are neither this machine nor on its site: their connections will be broken. Default false. */
  readonly allowRemote?: boolean;
}

/**
 * Loads scenario files (`builtin:NAME` among them), runs every case and judges it.
 * @throws {WschaosError} `scenario.invalid`, with every problem of every file in the message; `scenario.unfit` when a fault
 *   acts on the process of a server that `overrides.target` stands in for; `target.remote`
 * @example
 * const { cases } = await runScenario('builtin:refuse');
 * assert(cases.every(({ status }) => status === 'pass'));
 */
export async function runScenario(
  files: string | readonly string[],
  { overrides, allowRemote = false, ...options }: RunScenarioOptions = {},
): Promise<RunResult> {
  const loaded = loadScenarioFiles(typeof files === 'string' ? [files] : files, overrides);
  const { cases, unfit, incomplete } = loaded;
  const problems = sortProblems([...loaded.problems, ...incomplete.flatMap(({ missingFiles }) => missingFiles)]);
  if (problems.length > 0) throw new WschaosError('scenario.invalid', problems.map(formatProblem).join('\n\n'));
  if (unfit.length > 0) throw new WschaosError('scenario.unfit', explainUnfit(unfit, 'overrides.target'));
  for (const { id, target } of allowRemote ? [] : cases) {
    if (target.kind === 'builtin') continue;
    refuseRemote(`case "${id}"`, parseTarget(target.url).host, 'allowRemote: true');
  }
  return runCases({ ...options, cases });
}
