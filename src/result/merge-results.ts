import type { NamedResult } from './compare/compare-results.ts';
import { judgeCase } from './judge-case.ts';
import { orderShards } from './order-shards.ts';
import type { CaseResult, CaseShare, RunResult } from './run-result.ts';

/** A case as one shard has it. */
interface Piece {
  readonly result: CaseResult;
  readonly share: CaseShare;
  readonly interrupted: boolean;
}

/**
 * The run that shards are parts of, as if one machine had run all of it: every case is judged anew, by its iterations from all
 * shards. In any order. A whole run alone stays as it is. Durations are those of the shard that took longest: they run side by
 * side.
 * @throws {WschaosError} `results.mixed`, `results.shards`
 */
export function mergeResults(files: readonly [NamedResult, ...(readonly NamedResult[])]): RunResult {
  const ordered = orderShards(files);
  const first = (ordered[0] ?? files[0]).result;
  const { total, plan = [] } = first.shard;
  if (total <= 1) return first;
  const results = ordered.map(({ result }) => result);
  const { comparison: _ofOneShard, endedAt: _ofTheFirst, replayFlags, ...shared } = first;
  const isReplayedAlike = new Set(results.map((one) => JSON.stringify(one.replayFlags))).size === 1;
  const ends = results.flatMap(({ endedAt }) => endedAt ?? []).sort();
  const last = ends.length === results.length ? ends.at(-1) : undefined;
  return {
    ...shared,
    shard: { index: 1, total: 1 },
    interrupted: results.some(({ interrupted }) => interrupted),
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
    ...(last === undefined ? {} : { endedAt: last }),
    ...(replayFlags === undefined || !isReplayedAlike ? {} : { replayFlags }),
    cases: plan.flatMap(({ id }) => {
      const [piece, ...more] = piecesOf(id, results);
      // Every shard was broken off before it came to it.
      return piece === undefined ? [] : [judgePieces([piece, ...more])];
    }),
  };
}

function piecesOf(id: string, results: readonly RunResult[]): readonly Piece[] {
  return results.flatMap(({ cases, interrupted }) =>
    cases.flatMap((result) =>
      result.id === id && result.share !== undefined ? [{ result, share: result.share, interrupted }] : [],
    ),
  );
}

function judgePieces(pieces: readonly [Piece, ...(readonly Piece[])]): CaseResult {
  const [{ result, share }] = pieces;
  const { id, name, file, target, matrix, tags, hash, partHashes, timeoutMs, seed } = result;
  const iterations = pieces.flatMap((one) => [...one.result.iterations, ...one.result.invalid]);
  const interrupted = pieces.some((one) => one.interrupted);
  const failing = pieces.find((one) => one.share.unmeasured !== undefined)?.share;
  const planned = pieces.reduce((sum, one) => sum + one.share.count, 0);
  return judgeCase({
    ...{ id, name, file, matrix, tags, hash, timeoutMs, seed, iterations, interrupted },
    ...(target === undefined ? {} : { target }),
    ...(partHashes === undefined ? {} : { partHashes }),
    notes: [...new Set(pieces.flatMap((one) => one.share.notes)), ...noteMixedClients(pieces)],
    crowded: pieces.reduce((sum, one) => sum + one.share.crowded, 0),
    elapsedMs: Math.max(...pieces.map((one) => one.result.elapsedMs)),
    wanted: share.of,
    unmeasured: failing?.unmeasured ?? (interrupted ? undefined : explainGap(planned, share.of)),
    ...(failing?.isNotLoaded === undefined ? {} : { isNotLoaded: failing.isNotLoaded }),
    expectations: share.expectations,
    faults: share.faults,
    heartbeat: share.heartbeat,
  });
}

/** A shard stopped at its failures before it came to its part. */
function explainGap(planned: number, of: number): string | undefined {
  return planned === of ? undefined : `${of - planned} of ${of} iterations were not begun: a shard stopped before them`;
}

/** Line ends, or the stamp of a build, may be all of it: that is for the reader to say. */
function noteMixedClients(pieces: readonly Piece[]): readonly string[] {
  const sums = new Set(pieces.map(({ share }) => share.clientFiles));
  return sums.size <= 1 ? [] : ['the files of the client were not the same in all shards'];
}
