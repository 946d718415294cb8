import type { ExpectationLevel } from '../base/expectation.ts';
import type { MetricUnit } from '../base/metric.ts';

/** Exactly one for each iteration; the README defines them. */
export const verdicts = [
  'recovered',
  'unaffected',
  'undetected',
  'stuck',
  'gave-up',
  'crashed',
  'spurious',
  'invalid',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Milliseconds after `injected` (after `steady` when nothing was injected); `null` where not observed. */
export interface Marks {
  readonly steady: number | null;
  readonly injected: number | null;
  readonly affected: number | null;
  readonly detected: number | null;
  readonly attempts: readonly number[];
  readonly open: number | null;
  readonly ready: number | null;
  readonly lifted: number | null;
  readonly closed: number | null;
}

/** One line of an iteration's timeline. */
export interface TimelineEntry {
  /** Milliseconds after `injected`. */
  readonly t: number;
  readonly what:
    | 'fault'
    | 'detected'
    | 'attempt'
    | 'refused'
    | 'open'
    | 'ready'
    | 'closed'
    | 'client'
    | 'lifted'
    | 'end'
    /** Lines of a long timeline that were left out. */
    | 'omitted';
  readonly text: string;
  /** Of an attempt: which one, from 1. */
  readonly nth?: number;
}

/** One number; a list where a metric has several a iteration; `null` where it was not observed; `"censored"` for never. */
export type Sample = number | readonly number[] | 'censored' | null;

export interface IterationResult {
  readonly index: number;
  /** Runs this very iteration again, with `--repeat 1`. */
  readonly seed: number;
  readonly phase: number | null;
  readonly verdict: Verdict;
  /** Why, when the verdict needs a sentence: `event-loop delay 31 ms exceeds 10 ms`. */
  readonly reason?: string;
  /** The id of the fault that `injected` belongs to; missing where none took effect. */
  readonly measured?: string;
  /** The client's word for its loss, if it told. */
  readonly cause: string | null;
  /** What the proxy saw the client do: `close:1000`, `fin`, `reset`, `dial`. */
  readonly wireSign: string | null;
  /** Metric → where its figure came from. */
  readonly source: Readonly<Record<string, 'wire' | 'client'>>;
  readonly marks: Marks;
  readonly samples: Readonly<Record<string, Sample>>;
  /** Metric → why it has no figure. */
  readonly unobservable: Readonly<Record<string, string>>;
  /** p99 event-loop delay of the measuring process, milliseconds; `null` where no sample was taken. */
  readonly noise: { readonly loop: number | null };
  readonly timeline: readonly TimelineEntry[];
  readonly trace?: string;
}

/** `null` where there are too few samples for the figure; `"censored"` where the figure is beyond the timeout. */
export interface MetricSummary {
  readonly n: number;
  readonly censored: number;
  readonly min: number | 'censored' | null;
  readonly median: number | 'censored' | null;
  /** 95 % interval from order statistics. */
  readonly medianInterval: readonly [number | 'censored', number | 'censored'] | null;
  readonly p95: number | 'censored' | null;
  readonly p99: number | 'censored' | null;
  readonly max: number | 'censored' | null;
}

export interface ExpectationResult {
  readonly expression: string;
  readonly level: ExpectationLevel;
  /** What `actual` is: milliseconds, a count or a share. */
  readonly unit?: MetricUnit;
  readonly actual: number | 'censored' | null;
  readonly pass: boolean;
  readonly because?: string;
  /** What to say when it failed and the figure alone does not: `no data: …`. */
  readonly note?: string;
  /** Index of the iteration that shows the failure best. */
  readonly witness?: number;
  /** Which one it is of those that fail: the worst, or the median of them. */
  readonly witnessIs?: 'worst' | 'median';
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface CaseResult {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly matrix: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly hash: string;
  readonly status: 'pass' | 'fail' | 'unmeasured';
  /** Why it is unmeasured. */
  readonly reason?: string;
  /** Milliseconds; `worst: null` means never. */
  readonly bound: { readonly style: string; readonly best: number | null; readonly worst: number | null } | null;
  readonly timeoutMs: number;
  readonly seed: number;
  readonly notes: readonly string[];
  /** The valid ones, in order of `index`. */
  readonly iterations: readonly IterationResult[];
  /** Those that were disturbed and replaced. */
  readonly invalid: readonly IterationResult[];
  readonly summary: Readonly<Record<string, MetricSummary>>;
  readonly expectations: readonly ExpectationResult[];
  readonly elapsedMs: number;
}

/** `results.json`, schema `wschaos/results@1`. The shape is API. */
export interface RunResult {
  readonly schema: 'wschaos/results@1';
  readonly tool: string;
  readonly seed: number;
  readonly shard: { readonly index: number; readonly total: number };
  readonly interrupted: boolean;
  readonly env: {
    readonly node: string;
    readonly os: string;
    readonly cpus: number;
    readonly ci: { readonly provider: string; readonly sha: string | null } | null;
  };
  readonly elapsedMs: number;
  readonly cases: readonly CaseResult[];
}
