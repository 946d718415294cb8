import { formatDuration } from '../base/duration.ts';
import { atOnceMs } from '../result/backoff/curve.ts';
import type {
  BackoffResult,
  BackoffShape,
  RefusedForGoodFinding,
  ResetOnOpenFinding,
  RetryAfterFinding,
} from '../result/backoff-result.ts';

/** Below so many waits the reader is told that they are few. */
const fewGaps = 12;

/** More of them are only counted. */
const mostRivals = 2;

/** What a case tells about the client's backoff: the shape of the waits, then each finding; one sentence each. */
export function explainBackoff(backoff: BackoffResult): readonly string[] {
  const { retryAfter, resetOnOpen, refusedForGood, givingUp } = backoff;
  const sentences = [explainShape(backoff)];
  if (retryAfter !== undefined) sentences.push(explainRetryAfter(retryAfter));
  if (resetOnOpen !== undefined) sentences.push(explainResetOnOpen(resetOnOpen));
  if (refusedForGood !== undefined) sentences.push(explainRefused(refusedForGood));
  if (givingUp !== undefined) {
    const { how, series, afterDials, quietMs } = givingUp;
    const clients = series === 1 ? 'a client' : `${series} clients`;
    const what = {
      said: `${clients} said to give up after ${afterDials} dials`,
      exited: `${clients} ended after ${afterDials} dials`,
      quiet: `${clients} dialled no more after ${afterDials} dials, though not back (no dial in the last ${write(quietMs)})`,
    };
    sentences.push(what[how]);
  }
  return sentences;
}

function explainShape({ shape, gaps, late, iterations, source, longestMs, rivals, unknown }: BackoffResult): string {
  const without = late === undefined ? '' : `; ${late.gaps} more left out: machine up to ${write(late.mostMs)} late`;
  const of = `(${count(gaps, 'gap')} of ${count(iterations, 'iteration')}${without})`;
  if (shape === null) return source === null ? `not observable: ${unknown}` : `${unknown} ${of}`;
  const cap =
    shape.capMs === null
      ? isGrowing(shape) && longestMs !== null
        ? `, no cap up to ${write(longestMs)}`
        : ''
      : `, cap ${write(shape.capMs)}`;
  const few = gaps < fewGaps ? '; so few gaps prove little' : '';
  const told = `${describeShape(shape)}${cap}`;
  if (rivals.length === 0) return `${told} ${of}${few}`;
  return rivals.length <= mostRivals
    ? `cannot tell ${told} from ${rivals.map(nameRival).join(' or ')} ${of}`
    : `cannot tell the shape: ${rivals.length + 1} kinds would explain the waits, one is ${told} ${of}`;
}

function nameRival(rival: string): string {
  return rival === 'list' ? 'a list of its own' : rival;
}

function describeShape(shape: BackoffShape): string {
  const { kind, initialMs, factor, stepMs, firstMs, waitsMs = [] } = shape;
  const jitter = describeJitter(shape);
  const first =
    firstMs === undefined
      ? ''
      : firstMs[1] <= atOnceMs
        ? 'the first at once, then '
        : `the first after ${write(firstMs[0])} to ${write(firstMs[1])}, then `;
  switch (kind) {
    case 'none':
      return `${first}none: dials again at once`;
    case 'fixed':
      return `${first}fixed, ${write(initialMs)}${jitter}`;
    case 'linear':
      return `${first}linear, ${write(initialMs)} and ${write(stepMs ?? 0)} more each time${jitter}`;
    case 'exponential':
      return `${first}exponential ×${factor} from ${write(initialMs)}${jitter}`;
    case 'decorrelated-jitter':
      return `decorrelated jitter from ${write(initialMs)}`;
    case 'list':
      return `a list of its own: ${waitsMs.map((wait) => (wait === null ? '?' : write(wait))).join(', ')}`;
  }
}

function describeJitter({ kind, jitter, percent = 0 }: BackoffShape): string {
  switch (jitter) {
    case 'full':
    case 'equal':
      return ` with ${jitter} jitter`;
    case 'percent':
      return ` with ±${percent} % jitter`;
    default:
      return kind === 'none' ? '' : ' without jitter';
  }
}

function isGrowing({ kind }: BackoffShape): boolean {
  return kind === 'exponential' || kind === 'linear' || kind === 'decorrelated-jitter';
}

function explainRetryAfter({ answers, respected, unclear = 0, askedMs, waitedMs }: RetryAfterFinding): string {
  const shortest = `(shortest ${write(waitedMs)} of ${write(askedMs)})`;
  const own = unclear === 0 ? '' : `, ${unclear} more as long, but maybe by its own backoff`;
  const figures = `${respected} of ${answers} waits${own} ${shortest}`;
  if (respected === answers) return `Retry-After is respected: ${figures}`;
  if (respected + unclear === answers) return `cannot tell whether Retry-After is respected: ${figures}`;
  return `Retry-After is ${respected + unclear === 0 ? 'ignored' : 'not always respected'}: ${figures}`;
}

function explainResetOnOpen({ verdict, connections, earlyMs, lateMs }: ResetOnOpenFinding): string {
  const figures = `median wait ${write(earlyMs)} behind the first half of ${connections} of them, ${write(lateMs)} behind the second`;
  switch (verdict) {
    case 'grows':
      return `goes on growing over connections that open and are never ready: ${figures}`;
    case 'resets':
      return `begins anew with every open, though no connection was ready: ${figures}`;
    case 'unclear':
      return `does not grow over connections that open and are never ready, by its shape or because it begins anew with every open: ${figures}`;
  }
}

function explainRefused(finding: RefusedForGoodFinding): string {
  const { status, series, stopped, retriedOnce, hammered, letIn, mostDials } = finding;
  const parts = [
    [stopped, 'stopped'],
    [retriedOnce, 'tried once more and stopped'],
    [hammered, `went on dialling, up to ${mostDials} times`],
    [letIn, 'tried once more and was let in, so whether it would have stopped cannot be told'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, what]) => `${what} (${n} of ${series})`);
  return `after ${status}: ${told.length === 0 ? 'the iteration ended too soon, or after too few waits, to tell' : told.join('; ')}`;
}

function write(ms: number): string {
  return ms < 0.5 ? '0 ms' : formatDuration(ms);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
