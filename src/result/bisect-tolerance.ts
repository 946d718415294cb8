import type { UnmeasuredKind } from './run-result.ts';

/** Why a point, or a search, could not be measured. */
interface Unmeasured {
  readonly kind: 'unmeasured';
  readonly reason: string;
  /** As in the case that was to measure it. */
  readonly reasonKind?: UnmeasuredKind;
}

/** Whether a client kept its link at one point of the scale; `unmeasured`: nobody can tell. */
export type PointOutcome =
  | { readonly kind: 'survived' }
  | { readonly kind: 'broken'; readonly how: string }
  | Unmeasured;

/** Where a client's tolerance ends. */
export type ToleranceFinding =
  /** It survives the one and breaks at the other, which are nearer than the resolution. */
  | { readonly kind: 'between'; readonly survives: number; readonly breaks: number }
  /** It survives even the harshest point. */
  | { readonly kind: 'beyond'; readonly survives: number }
  /** It breaks even at the mildest point. */
  | { readonly kind: 'below'; readonly breaks: number }
  | Unmeasured;

/** From what everybody should survive to what few do; `harshest` may be the smaller number. */
export interface ToleranceScale {
  readonly mildest: number;
  readonly harshest: number;
  /** The point to try between two. */
  readonly middle: (mild: number, harsh: number) => number;
  /** Two points are near enough. */
  readonly isFine: (mild: number, harsh: number) => boolean;
}

/**
 * Bisects the scale: the mildest point first, then the harshest, then the middle of what is left. It takes for granted that
 * who survives a point survives every milder one.
 */
export async function bisectTolerance(
  { mildest, harshest, middle, isFine }: ToleranceScale,
  probe: (point: number) => Promise<PointOutcome>,
): Promise<ToleranceFinding> {
  const first = await probe(mildest);
  if (first.kind === 'unmeasured') return unmeasured(first);
  if (first.kind === 'broken') return { kind: 'below', breaks: mildest };
  const last = await probe(harshest);
  if (last.kind === 'unmeasured') return unmeasured(last);
  if (last.kind === 'survived') return { kind: 'beyond', survives: harshest };
  let survives = mildest;
  let breaks = harshest;
  while (!isFine(survives, breaks)) {
    const point = middle(survives, breaks);
    const outcome = await probe(point);
    if (outcome.kind === 'unmeasured') return unmeasured(outcome);
    if (outcome.kind === 'survived') survives = point;
    else breaks = point;
  }
  return { kind: 'between', survives, breaks };
}

/** Without what else a probe says about its point. */
function unmeasured({ reason, reasonKind }: Unmeasured): ToleranceFinding {
  return { kind: 'unmeasured', reason, ...(reasonKind === undefined ? {} : { reasonKind }) };
}
