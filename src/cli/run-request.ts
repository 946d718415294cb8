import type { InferredOptionTypes } from 'yargs';
import type { NamedResult } from '../result/compare/compare-results.ts';
import { type ComparisonSettings, readComparisonSettings, refuseComparison } from './comparison-settings.ts';
import type { Io } from './io.ts';
import { readResults } from './read-results.ts';
import { readShard } from './read-shard.ts';
import type { runOptions } from './run-options.ts';
import { type RunSettings, readRunSettings } from './run-settings.ts';
import { readTraceSettings, type TraceSettings } from './trace-settings.ts';

type RunArguments = InferredOptionTypes<typeof runOptions>;

/** All that the command line of `wschaos run` asks for, checked: no file of the user's can change whether it is good. */
export interface RunRequest {
  readonly files: readonly string[];
  readonly args: RunArguments;
  readonly settings: RunSettings;
  readonly place: ReturnType<typeof readShard>;
  readonly baseline: NamedResult | undefined;
  readonly comparison: ComparisonSettings;
  /** `undefined`: none. */
  readonly traces: TraceSettings | undefined;
  /** Secrets are left out of all that is written. */
  readonly redacts: boolean;
}

/** @throws {WschaosError} `cli.usage`, and what is wrong with the baseline */
export function readRunRequest(files: readonly string[], args: RunArguments, io: Io): RunRequest {
  const { baseline } = args;
  const settings = readRunSettings(args, io.env);
  const place = readShard(args.shard, io.env);
  if (baseline === undefined) refuseComparison(args);
  return {
    files,
    args,
    settings,
    place,
    baseline: baseline === undefined ? undefined : readResults(baseline, io.cwd, howToMakeBaseline),
    comparison: readComparisonSettings(args),
    traces: readTraceSettings(args),
    redacts: args.redact !== false,
  };
}

const howToMakeBaseline = 'wschaos run --save-baseline FILE makes one, of the code before your change.';
