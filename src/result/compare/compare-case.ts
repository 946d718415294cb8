import { formatDurationLiteral } from '../../base/duration.ts';
import type { CaseResult } from '../run-result.ts';
import { censorAt } from './censor-at.ts';
import { chooseAttempt } from './choose-attempt.ts';
import { chooseMetrics } from './choose-metrics.ts';
import { compareMetric, fewestFigures, type MeasuredMetric } from './compare-metric.ts';
import type { ComparedCase, UncomparedCase } from './comparison.ts';
import { type Design, pairIterations } from './pair-iterations.ts';
import type { Tolerance } from './tolerance.ts';

/** A case before the verdicts of its metrics. */
export type MeasuredCase = Omit<ComparedCase, 'metrics'> & { readonly metrics: readonly MeasuredMetric[] };

/** A case, and the file that it is from. */
export interface CaseOf {
  readonly file: string;
  readonly result: CaseResult;
}

export interface CaseRequest {
  readonly base: CaseOf;
  readonly head: CaseOf;
  readonly metrics: readonly string[] | undefined;
  readonly tolerance: Tolerance;
  /** The user named both: they may differ. */
  readonly isChosen: boolean;
  readonly confidence: number;
}

/** Compares two cases, or says why that cannot be. */
export function compareCase(request: CaseRequest): MeasuredCase | UncomparedCase {
  const { tolerance, confidence } = request;
  const timeouts = [request.base.result.timeoutMs, request.head.result.timeoutMs] as const;
  const timeoutMs = Math.min(...timeouts);
  const [base, head] = [censorAt(request.base.result, timeoutMs), censorAt(request.head.result, timeoutMs)];
  const refuse = (why: UncomparedCase['why'], reason: string): UncomparedCase => ({
    kind: 'not-compared',
    ...{ id: head.id, why, reason },
  });
  if (head.status === 'unmeasured') return refuse('unmeasured-in-head', explainUnmeasured(request.head));
  if (base.status === 'unmeasured') return refuse('unmeasured-in-base', explainUnmeasured(request.base));
  const design = pairIterations(base, head, { isChosen: request.isChosen, fewest: fewestFigures });
  const iterations = { base: base.iterations, head: head.iterations };
  const named = request.metrics;
  const attempt = named === undefined ? chooseAttempt(base, head, design) : {};
  const metrics = chooseMetrics(base, head, { named, attempt: attempt.metric })
    .map((one) => compareMetric({ ...one, ...iterations, design, timeoutMs, tolerance, confidence }))
    .filter(({ n }) => Math.min(...n) > 0);
  if (metrics.length === 0) return refuse('no-figures', 'no metric has a figure in both files');
  return {
    kind: 'compared',
    id: head.id,
    ...(base.id === head.id ? {} : { baseId: base.id }),
    design: design.kind,
    notes: [...notesOn(design), ...notesOnTimeouts(timeouts), ...(attempt.note === undefined ? [] : [attempt.note])],
    timeoutMs,
    metrics,
  };
}

function explainUnmeasured({ file, result: { reason } }: CaseOf): string {
  return `it could not be measured in ${file}${reason === undefined ? '' : `: ${reason}`}`;
}

function notesOn(design: Design): readonly string[] {
  if (design.kind === 'unpaired') return [design.reason];
  if (design.left === 0) return [];
  return [`${design.left} of ${design.left + design.pairs.length} pairs are left out: their phases do not agree`];
}

function notesOnTimeouts(timeouts: readonly [base: number, head: number]): readonly string[] {
  const [base, head] = timeouts.map(formatDurationLiteral);
  if (base === head) return [];
  const least = formatDurationLiteral(Math.min(...timeouts));
  return [`the timeouts differ (${base} and ${head}): what came after ${least} is censored in both`];
}
