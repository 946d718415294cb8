import { WschaosError } from '../base/error.ts';
import type { RunResult } from '../result/run-result.ts';
import { hashCase } from '../runner/hash-case.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { type ShardPlace, shardCases } from '../scenario/shard-cases.ts';
import { planIterationMs } from './plan-duration.ts';

/** What this machine runs, and what its results say of the whole. */
export interface CutShard {
  readonly cases: readonly ScenarioCase[];
  readonly shard: RunResult['shard'];
}

/** What cannot be said of a part. */
const wholes = {
  baseline: 'a shard has too little to compare: wschaos report takes it, and compares the whole',
  'save-baseline': 'a shard is no baseline: wschaos report takes it, and saves the whole',
  interleave: 'cases that take turns have to be on one machine',
} as const;

/**
 * Cuts a run into its shards and takes one of them.
 * @throws {WschaosError} `cli.usage` for an option that is about the whole run
 */
export function cutShard(
  cases: readonly ScenarioCase[],
  place: ShardPlace,
  args: Readonly<Partial<Record<keyof typeof wholes, unknown>>>,
): CutShard {
  if (place.total === 1) return { cases, shard: place };
  for (const [flag, why] of Object.entries(wholes)) {
    const value = args[flag as keyof typeof wholes];
    if (value !== undefined && value !== false) {
      throw new WschaosError('cli.usage', `--${flag} does not go with --shard: ${why}`);
    }
  }
  const plan = cases.map(({ id, fingerprint }) => ({ id, hash: hashCase(fingerprint).hash }));
  return { cases: shardCases(cases, planIterationMs, place), shard: { ...place, plan } };
}
