import type { Expectation } from '../base/expectation.ts';
import { findBackoff } from './backoff/find-backoff.ts';
import { detectionBound } from './bound.ts';
import { describeInvalid } from './describe-invalid.ts';
import { evaluateExpectations } from './evaluate-expectations.ts';
import { explainNoBound } from './explain-no-bound.ts';
import type { FaultSummary, HeartbeatSummary } from './observation.ts';
import type { CaseResult, CaseShare, IterationResult } from './run-result.ts';
import { summariseIterations } from './summarise.ts';

/** What a case was, and what its iterations gave. */
export interface JudgedCase
  extends Pick<
    CaseResult,
    | 'id'
    | 'name'
    | 'file'
    | 'target'
    | 'matrix'
    | 'tags'
    | 'hash'
    | 'partHashes'
    | 'timeoutMs'
    | 'seed'
    | 'notes'
    | 'elapsedMs'
  > {
  /** Without warm-up; invalid ones included. In any order. */
  readonly iterations: readonly IterationResult[];
  /** How many valid iterations were wanted. */
  readonly wanted: number;
  /** Of a shard: they are those from `first` on, of so many in the whole case. */
  readonly part?: { readonly first: number; readonly of: number };
  /** How many iterations were repeated because too many ran side by side. */
  readonly crowded?: number;
  /** The user stopped the run: fewer iterations are no failure of the measurement. */
  readonly interrupted: boolean;
  /** Why nothing could be measured, where the runner knows: the target does not answer. */
  readonly unmeasured: string | undefined;
  /** The reason is something that the user has to mend in the client's file. */
  readonly isNotLoaded?: boolean;
  readonly expectations: readonly Expectation[];
  readonly faults: readonly FaultSummary[];
  readonly heartbeat: HeartbeatSummary | undefined;
  /** {@link CaseShare.clientFiles} */
  readonly clientFiles?: string | undefined;
}

/**
 * Puts a case's result together. Unmeasured beats fail: figures of a disturbed measurement accuse nobody. A failed `warn`
 * expectation fails nothing, and no expectation does in a shard that has only a part of the case: the merge judges the whole.
 */
export function judgeCase(input: JudgedCase): CaseResult {
  const { id, name, file, target, matrix, tags, hash, partHashes, timeoutMs, seed, elapsedMs } = input;
  const ordered = [...input.iterations].sort((a, b) => a.index - b.index);
  const valid = ordered.filter(({ verdict }) => verdict !== 'invalid');
  const invalid = ordered.filter(({ verdict }) => verdict === 'invalid');
  const reason = explainUnmeasured(input, valid, invalid);
  const expectations = evaluateExpectations(expectationsHere(input), valid, timeoutMs);
  const backoff = findBackoff(valid);
  const isFailed = expectations.some(({ pass, level }) => !pass && level === 'error');
  return {
    ...{ id, name, file, matrix, tags, hash, timeoutMs, seed, elapsedMs },
    ...(target === undefined ? {} : { target }),
    ...(partHashes === undefined ? {} : { partHashes }),
    status: reason !== undefined ? 'unmeasured' : isFailed ? 'fail' : 'pass',
    ...reason,
    bound: boundOf(input, valid),
    notes: [
      ...input.notes,
      ...explainCrowding(input.crowded ?? 0),
      ...notePart(input),
      ...ownNotes(input, valid.length, expectations.length),
      ...noteIdleFaults(input, valid),
      ...noteNoBound(input, valid),
    ],
    // The merge of shards has other witnesses.
    iterations: valid.map((one) =>
      input.part !== undefined || deservesOutput(one, expectations) ? one : withoutOutput(one),
    ),
    invalid: invalid.map((one) => (one.reasonKind === 'noise' ? withoutOutput(one) : one)),
    summary: summariseIterations(valid, timeoutMs),
    expectations,
    ...(backoff === undefined ? {} : { backoff }),
    ...(input.part === undefined ? {} : { share: shareOf(input, input.part) }),
  };
}

function isPart({ part, wanted }: JudgedCase): boolean {
  return part !== undefined && wanted < part.of;
}

function expectationsHere(input: JudgedCase): readonly Expectation[] {
  if (!isPart(input)) return input.expectations;
  return input.expectations.map((one) => (one.level === 'error' ? { ...one, level: 'warn' } : one));
}

function notePart(input: JudgedCase): readonly string[] {
  if (!isPart(input)) return [];
  return [`${input.wanted} of ${input.part?.of} iterations are in this shard; wschaos report judges them all`];
}

function shareOf(input: JudgedCase, { first, of }: NonNullable<JudgedCase['part']>): CaseShare {
  const { wanted, notes, crowded = 0, unmeasured, isNotLoaded, expectations, faults, heartbeat, clientFiles } = input;
  return {
    ...{ first, count: wanted, of, notes, crowded, expectations, faults },
    ...(unmeasured === undefined ? {} : { unmeasured }),
    ...(isNotLoaded === undefined ? {} : { isNotLoaded }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
    ...(clientFiles === undefined ? {} : { clientFiles }),
  };
}

function explainCrowding(crowded: number): readonly string[] {
  if (crowded === 0) return [];
  const what = crowded === 1 ? '1 iteration was' : `${crowded} iterations were`;
  return [`${what} too noisy and repeated with room for fewer side by side`];
}

/** What a client says while all goes well fills a file that people keep as a baseline. */
function deservesOutput({ index, verdict }: IterationResult, expectations: CaseResult['expectations']): boolean {
  const isGood = verdict === 'recovered' || verdict === 'unaffected';
  return !isGood || expectations.some(({ pass, witness }) => !pass && witness === index);
}

function withoutOutput({ output: _output, ...rest }: IterationResult): IterationResult {
  return rest;
}

function explainUnmeasured(
  { unmeasured, isNotLoaded, wanted, interrupted }: JudgedCase,
  valid: readonly IterationResult[],
  invalid: readonly IterationResult[],
): Pick<CaseResult, 'reason' | 'reasonKind'> | undefined {
  if (unmeasured !== undefined) return { reason: unmeasured, ...(isNotLoaded ? { reasonKind: 'not-loaded' } : {}) };
  if (interrupted) return valid.length > 0 ? undefined : explainInterruption(invalid);
  if (invalid.length > 0 && valid.length < wanted) {
    const { kind, text } = describeInvalid(invalid);
    return { reason: `${valid.length} of ${wanted} iterations could be measured; ${text}`, reasonKind: kind };
  }
  if (valid.length > 0) return undefined;
  return { reason: 'no iteration was run' };
}

/** What was invalid until then might have been replaced. */
function explainInterruption(invalid: readonly IterationResult[]): Pick<CaseResult, 'reason' | 'reasonKind'> {
  if (invalid.length === 0) {
    return { reason: 'interrupted before the first iteration was finished', reasonKind: 'interrupted' };
  }
  const { text } = describeInvalid(invalid);
  return {
    reason: `interrupted before an iteration could be measured; until then: ${text}`,
    reasonKind: 'interrupted',
  };
}

/** The measured fault is known from the iterations: which one touches a live connection first cannot be told in advance. */
function measuredFault({ faults }: JudgedCase, valid: readonly IterationResult[]): FaultSummary | undefined {
  const id = valid.find(({ measured }) => measured !== undefined)?.measured;
  return faults.find((one) => one.id === id);
}

function boundOf(input: JudgedCase, valid: readonly IterationResult[]): CaseResult['bound'] {
  const fault = measuredFault(input, valid);
  return fault === undefined ? null : detectionBound(fault, input.heartbeat);
}

function noteNoBound(input: JudgedCase, valid: readonly IterationResult[]): readonly string[] {
  const fault = measuredFault(input, valid);
  const why = fault === undefined ? undefined : explainNoBound(fault, input.heartbeat);
  return why === undefined ? [] : [why];
}

function ownNotes({ wanted, interrupted }: JudgedCase, valid: number, expectations: number): readonly string[] {
  const notes: string[] = [];
  if (interrupted && valid < wanted) notes.push(`interrupted after ${valid} of ${wanted} iterations`);
  if (expectations === 0) notes.push('nothing is expected, so nothing can fail');
  return notes;
}

/** A fault that picks frames and found none: figures of a link that nothing happened to look like those of a good client. */
function noteIdleFaults({ faults }: JudgedCase, valid: readonly IterationResult[]): readonly string[] {
  return faults
    .filter(({ picksFrames }) => picksFrames)
    .flatMap(({ id }) => {
      const measured = valid.filter((iteration) => iteration.measured === id);
      const idle = measured.filter(({ marks }) => marks.affected === null).length;
      if (idle === 0) return [];
      return [
        `fault "${id}" met no matching frame in ${idle} of ${measured.length} iterations, and changed nothing there`,
      ];
    });
}
