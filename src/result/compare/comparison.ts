import type { MetricUnit } from '../../base/metric.ts';

/** What may be said of a metric in HEAD, against BASE. Of counts `slower` means more, of shares less: worse. */
export const comparisonVerdicts = ['slower', 'same', 'faster', 'unclear'] as const;
/** One of {@link comparisonVerdicts}. */
export type ComparisonVerdict = (typeof comparisonVerdicts)[number];

/** A difference, in the unit of its metric; the names stand for what no number is beyond. */
export type ShiftFigure = number | 'infinite' | '-infinite';

/** One metric of one case, in BASE and in HEAD. */
export interface MetricComparison {
  readonly metric: string;
  readonly unit: MetricUnit;
  /** Whether `slower` fails the comparison. The others are shown only. */
  readonly gates: boolean;
  /** How many figures were compared; the same number twice where they are paired. */
  readonly n: readonly [base: number, head: number];
  /** The median; of `recovered` the share; `null` without a figure. */
  readonly base: number | 'censored' | null;
  readonly head: number | 'censored' | null;
  /** Of a median that is `"censored"`: what it exceeds for certain; missing where nothing is known of it. */
  readonly beyond?: { readonly base?: number; readonly head?: number };
  /** HEAD − BASE by Hodges and Lehmann; of `recovered` the difference of the shares; `null` where it is not known. */
  readonly shift: ShiftFigure | null;
  /** The exact 98 % interval of the shift; of `recovered`, which is yes or no, `null`. */
  readonly interval: readonly [low: ShiftFigure, high: ShiftFigure] | null;
  /** A smaller shift is none. */
  readonly tolerance: number;
  /** That such figures come about where HEAD is not slower (faster) by more than the tolerance; Holm's, where it gates. */
  readonly p: { readonly slower: number; readonly faster: number };
  readonly verdict: ComparisonVerdict;
  /** What the verdict leaves out. */
  readonly note?: string;
}

/** A case of BASE and the one of HEAD that it was compared with. */
export interface ComparedCase {
  readonly kind: 'compared';
  /** In HEAD. */
  readonly id: string;
  /** In BASE, where it is another one. */
  readonly baseId?: string;
  readonly design: 'paired' | 'unpaired';
  /** Why the iterations are no pairs, and the like. */
  readonly notes: readonly string[];
  readonly timeoutMs: number;
  readonly metrics: readonly MetricComparison[];
}

/** A case that could not be compared, and why. */
export interface UncomparedCase {
  readonly kind: 'not-compared';
  readonly id: string;
  readonly why:
    | 'not-in-base'
    | 'not-in-head'
    | 'unmeasured-in-base'
    | 'unmeasured-in-head'
    | 'no-figures'
    | 'interrupted';
  readonly reason: string;
}

/** A results file, as it was compared. */
export interface ComparedFile {
  /** As the user named it. */
  readonly file: string;
  readonly tool: string;
  readonly seed: number;
}

/** What `wschaos compare` found, as plain data. */
export interface Comparison {
  readonly schema: 'wschaos/comparison@1';
  readonly base: ComparedFile;
  readonly head: ComparedFile;
  readonly confidence: number;
  /** In the order of HEAD, then those that only BASE has. */
  readonly cases: readonly (ComparedCase | UncomparedCase)[];
}
