import { cameThroughFault } from '../result/came-through-fault.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';
import { formatBound, formatStatistic, notObservable } from './format-figure.ts';

/** The cells of one case, as text. */
export interface CaseRow {
  readonly case: string;
  readonly n: string;
  /** The most frequent sign; `+1` when there was another. */
  readonly detectedBy: string;
  readonly detection: string;
  readonly bound: string;
  readonly recovery: string;
  /** The most in any iteration. */
  readonly attempts: string;
  /** When the server noticed; `undefined` where nothing is expected of it. */
  readonly serverDetection: string | undefined;
  readonly result: string;
  /** Metric and reason of each cell that says `n/o`. */
  readonly footnotes: readonly { readonly metric: string; readonly reason: string }[];
}

const nothing = '–';

export function caseRow(result: CaseResult): CaseRow {
  const { iterations, summary } = result;
  const footnotes: CaseRow['footnotes'][number][] = [];
  const lostNothing = iterations.length > 0 && iterations.every(({ verdict }) => verdict === 'unaffected');
  const cell = (metric: string, write: () => string, isExpected: boolean) => {
    if (summary[metric] !== undefined) return write();
    if (iterations.length === 0 || isExpected) return nothing;
    footnotes.push({ metric, reason: reasonFor(metric, iterations) });
    return notObservable;
  };
  const pair = (metric: string) =>
    (['median', 'max'] as const)
      .map((statistic) => formatStatistic(summary[metric], statistic, 'duration'))
      .join(' · ');
  const throughMark = iterations.some(cameThroughFault) ? ' †' : '';

  return {
    case: caseName(result),
    n: String(iterations.length),
    detectedBy: lostNothing ? 'no loss' : detectedBy(iterations),
    detection: cell('detection', () => pair('detection'), lostNothing),
    bound: formatBound(result.bound),
    recovery: cell('recovery', () => pair('recovery') + throughMark, lostNothing),
    attempts: cell('attempts', () => formatStatistic(summary.attempts, 'max', 'count'), false),
    serverDetection: asksForServer(result)
      ? cell('server.detection', () => pair('server.detection'), lostNothing)
      : undefined,
    result: resultWord(result.status),
    footnotes,
  };
}

/** `drop-pongs normal`: the scenario and the labels of its matrix. */
export function caseName({ name, matrix }: CaseResult): string {
  return [name, ...Object.values(matrix)].join(' ');
}

function asksForServer({ expectations }: CaseResult): boolean {
  return expectations.some(({ expression }) => /^server\.detection\b/.test(expression));
}

function resultWord(status: CaseResult['status']): string {
  switch (status) {
    case 'pass':
      return '✓ pass';
    case 'fail':
      return '✗ FAIL';
    case 'unmeasured':
      return '? unmeasured';
  }
}

function detectedBy(iterations: readonly IterationResult[]): string {
  // A first dial that may have been refused unseen shows that it knew, and not since when.
  const isSeen = ({ marks, verdict, wireSign }: IterationResult): boolean =>
    marks.detected !== null || (verdict !== 'undetected' && wireSign !== null);
  const signs = iterations.filter(isSeen).map(signOf);
  if (signs.length === 0) return iterations.length === 0 ? nothing : 'not detected';
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return `${first?.[0]}${counts.size > 1 ? ` +${counts.size - 1}` : ''}`;
}

/** The client's own word, else the sign on the wire. */
function signOf({ source, cause, wireSign }: IterationResult): string {
  if (source.detection === 'client') return cause ?? 'client: loss';
  return `wire: ${(wireSign ?? 'nothing').replace(':', '')}`;
}

function reasonFor(metric: string, iterations: readonly IterationResult[]): string {
  return (
    iterations.find(({ unobservable }) => unobservable[metric] !== undefined)?.unobservable[metric] ?? 'not measured'
  );
}
