import type { InferredOptionTypes } from 'yargs';
import { WschaosError } from '../base/error.ts';
import type { Overrides } from '../scenario/build-case.ts';
import type { Io } from './io.ts';
import { parseTarget } from './parse-target.ts';
import { parseReporters, type ReporterRequest } from './reporter-requests.ts';
import type { runOptions } from './run-options.ts';
import { parseInteger, parseJobs, parsePhase, parsePositiveDuration, readSetting, type Setting } from './settings.ts';

/** What the options and variables of `wschaos run` say, read and checked. */
export interface RunSettings {
  readonly overrides: Overrides;
  /** As it was given, and by what. */
  readonly target: Setting | undefined;
  readonly seed: number;
  readonly jobs: number | 'auto';
  readonly maxFailures: number | undefined;
  readonly reporters: readonly ReporterRequest[];
  readonly output: string;
}

/** So many pairs find a shift of a tenth. */
const comparedRepeat = 20;

/** What a command does not know is not given. @throws {WschaosError} `cli.usage` */
export function readRunSettings(args: Partial<InferredOptionTypes<typeof runOptions>>, env: Io['env']): RunSettings {
  const target = readSetting('target', args.target, env);
  const repeat = readSetting('repeat', args.repeat, env);
  const seedSetting = readSetting('seed', args.seed, env);
  const timeout = readSetting('timeout', args.timeout, env);
  const jobs = readSetting('jobs', args.jobs, env);
  const maxFailures = option('--max-failures', args['max-failures']);
  const phase = option('--phase', args.phase);
  const seed = seedSetting === undefined ? undefined : parseInteger(seedSetting, 0);
  const isCompared = args.baseline !== undefined || args['save-baseline'] !== undefined;
  return {
    overrides: {
      ...(target === undefined ? {} : { target: parseTarget(target) }),
      ...(repeat === undefined ? {} : { repeat: parseInteger(repeat, 1) }),
      ...(isCompared ? { defaultRepeat: comparedRepeat } : {}),
      ...(seed === undefined ? {} : { seed }),
      ...(timeout === undefined ? {} : { timeoutMs: parsePositiveDuration(timeout) }),
      ...(phase === undefined ? {} : { phase: parsePhase(phase) }),
      ...(args.insecure === true ? { insecure: true } : {}),
    },
    target,
    seed: seed ?? 1,
    jobs: jobs === undefined ? 'auto' : parseJobs(jobs),
    maxFailures: maxFailures === undefined ? undefined : parseInteger(maxFailures, 1),
    reporters: parseReporters(reporterSettings(args.reporter, env)),
    output: readOutput(readSetting('output', args.output, env)),
  };
}

function readOutput(setting: Setting | undefined): string {
  if (setting === undefined) return 'wschaos-results';
  if (setting.text !== '') return setting.text;
  throw new WschaosError('cli.usage', `${setting.source}: expected the name of a folder, got ""`);
}

function option(source: string, text: string | undefined): Setting | undefined {
  return text === undefined ? undefined : { text, source };
}

function reporterSettings(given: readonly string[] | undefined, env: Io['env']): readonly Setting[] {
  if (given !== undefined) return given.map((text) => ({ text, source: '--reporter' }));
  const variable = readSetting('reporter', undefined, env);
  return variable === undefined ? [] : [variable];
}
