import {
  aboveZero,
  aFunction,
  anObject,
  aShare,
  aText,
  checkedElsewhere,
  checkOptions,
  either,
  oneOf,
  trueOrFalse,
  wholeNumberFrom,
} from '../base/check-options.ts';
import { WschaosError } from '../base/error.ts';
import { parseTarget } from '../proxy/target.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Overrides } from '../scenario/build-case.ts';
import { parseTargetUrl } from '../scenario/build-target.ts';
import { explainUnfit } from '../scenario/explain-unfit.ts';
import { formatProblem } from '../scenario/format-problem.ts';
import { sortProblems } from '../scenario/place.ts';
import { loadScenarioFiles } from './load-scenario-files.ts';
import { refuseRemote } from './refuse-remote.ts';
import { type RunOptions, runCases } from './run-cases.ts';

/** As {@link RunOptions}; the cases come from the files. */
export interface RunScenarioOptions extends Omit<RunOptions, 'cases'> {
  /** What stands in place of what the files say; a target may be given by its URL. */
  readonly overrides?: Omit<Overrides, 'target'> & { readonly target?: Overrides['target'] | string };
  /** Permits targets that are neither this machine nor on its site: their connections will be broken. Default false. */
  readonly allowRemote?: boolean;
}

/**
 * Loads scenario files (`builtin:NAME` among them), runs every case and judges it.
 * @throws {WschaosError} `option.invalid`; `scenario.invalid`, with every problem of every file in the message; `scenario.unfit` when a fault
 *   acts on the process of a server that `overrides.target` stands in for; `target.remote`
 * @example
 * const { cases } = await runScenario('builtin:refuse');
 * assert(cases.every(({ status }) => status === 'pass'));
 */
export async function runScenario(
  files: string | readonly string[],
  given: RunScenarioOptions = {},
): Promise<RunResult> {
  const { overrides = {}, allowRemote = false, ...options } = checkGiven(given);
  const loaded = loadScenarioFiles(typeof files === 'string' ? [files] : files, readOverrides(overrides));
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

function checkGiven(given: RunScenarioOptions): RunScenarioOptions {
  checkOptions<RunScenarioOptions>('runScenario', given, {
    overrides: anObject,
    allowRemote: trueOrFalse,
    seed: wholeNumberFrom(0),
    jobs: either(oneOf(['auto']), wholeNumberFrom(1)),
    maxFailures: wholeNumberFrom(1),
    interleave: trueOrFalse,
    shard: anObject,
    signal: anObject,
    loopDelayFloorMs: aboveZero,
    steadyTimeoutMs: aboveZero,
    redacts: trueOrFalse,
    tracing: checkedElsewhere,
    onIteration: aFunction,
    onAddress: aFunction,
    onCase: aFunction,
  });
  return given;
}

function readOverrides(overrides: NonNullable<RunScenarioOptions['overrides']>): Overrides {
  checkOptions<typeof overrides>('overrides', overrides, {
    target: either(aText, anObject),
    timeoutMs: aboveZero,
    insecure: trueOrFalse,
    repeat: wholeNumberFrom(1),
    defaultRepeat: wholeNumberFrom(1),
    seed: wholeNumberFrom(0),
    phase: either(oneOf(['sweep', 'random', 'none']), aShare),
  });
  const { target, ...rest } = overrides;
  if (typeof target !== 'string') return { ...rest, ...(target === undefined ? {} : { target }) };
  const parsed = parseTargetUrl(target);
  if (typeof parsed === 'string') throw new WschaosError('target.invalid', `overrides: "target": ${parsed}`);
  return { ...rest, target: parsed };
}
