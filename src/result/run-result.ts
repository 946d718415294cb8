import type { Expectation, ExpectationLevel } from '../base/expectation.ts';
import type { MetricUnit } from '../base/metric.ts';
import type { Arrivals } from './arrivals.ts';
import type { BackoffResult } from './backoff-result.ts';
import type { Comparison } from './compare/comparison.ts';
import type { DialSeries } from './dial-series.ts';
import type { ClientOutput, FaultSummary, HeartbeatSummary } from './observation.ts';

/** Exactly one for each iteration; the README defines them. */
export const verdicts = [
  /** Every client that lost its link is ready again. */
  'recovered',
  /** The links lived through it. */
  'unaffected',
  /** A link is dead, and its client did not know by the timeout. Censored. */
  'undetected',
  /** All know, and one is not back by the timeout. Censored. */
  'stuck',
  /** A client said that it does not try any more. */
  'gave-up',
  /** A client's process ended by itself. */
  'crashed',
  /** A client broke a link under a benign fault, or where no fault was. */
  'spurious',
  /** The measurement was disturbed, or measured nothing; it is replaced and never counts. */
  'invalid',
] as const;
/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number];

/** Kinds of reason why an iteration measured nothing, the most telling first; the last one goes away with the noise. */
export const invalidKinds = ['never-steady', 'never-started', 'touched-nothing', 'disturbed', 'noise'] as const;
/** One of {@link invalidKinds}. */
export type InvalidKind = (typeof invalidKinds)[number];

/** Why a case was not measured: its iterations, its client, which is broken as it stands in its file, or the user. */
export type UnmeasuredKind = InvalidKind | 'not-loaded' | 'interrupted';

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
  /** The server's Close frame, FIN or RST on the last of the affected connections. */
  readonly serverDetected: number | null;
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
    | 'server'
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

/** What one iteration of a case gave. Its instants count from `injected`, or from `steady` where nothing was injected. */
export interface IterationResult {
  /** From 0, in the order of the plan. */
  readonly index: number;
  /** Runs this very iteration again, with `--repeat 1`. */
  readonly seed: number;
  /** Where in the heartbeat's period the first fault fell, 0 … 1; `null` where no heartbeat was there to count from. */
  readonly phase: number | null;
  readonly verdict: Verdict;
  /** Why, when the verdict needs a sentence: `event-loop delay 31 ms exceeds 10 ms`. */
  readonly reason?: string;
  /** Of an invalid one: which kind of reason that is. */
  readonly reasonKind?: InvalidKind;
  /** The id of the fault that `injected` belongs to; missing where none took effect. */
  readonly measured?: string;
  /** The client's word for its loss, if it told. */
  readonly cause: string | null;
  /** What the proxy saw the client do: `close:1000`, `fin`, `reset`, `dial`. */
  readonly wireSign: string | null;
  /** Metric → where its figure came from. */
  readonly source: Readonly<Record<string, 'wire' | 'client'>>;
  readonly marks: Marks;
  /** Metric → its figure, in the metric's unit: milliseconds, a count or a share. */
  readonly samples: Readonly<Record<string, Sample>>;
  /** Metric → why it has no figure. */
  readonly unobservable: Readonly<Record<string, string>>;
  /** p99 event-loop delay of the measuring process, milliseconds; `null` where no sample was taken. */
  readonly noise: { readonly loop: number | null };
  /** What happened, in order of time, for people. */
  readonly timeline: readonly TimelineEntry[];
  /** How clients dialled that had to dial more than once; of a large fleet some of them. */
  readonly dials?: readonly DialSeries[];
  /** How a fleet came back; missing for a single client, and where none lost its link. */
  readonly arrivals?: Arrivals;
  /** What the client printed last; only of iterations that went wrong or show a failure. */
  readonly output?: ClientOutput;
  /** The file with all that went over the wire, from the folder of the results on; missing: there is none. */
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
  /** Of each figure above that is `"censored"`: what it exceeds for certain; missing where nothing is known of it. */
  readonly beyond?: Readonly<Partial<Record<'min' | 'median' | 'p95' | 'p99' | 'max', number>>>;
}

/** What became of one line of `expect`. */
export interface ExpectationResult {
  /** As it stands in the file: `detection.max < 2s`. */
  readonly expression: string;
  /** Whether it fails the case or only warns. */
  readonly level: ExpectationLevel;
  /** What `actual` is: milliseconds, a count or a share. */
  readonly unit?: MetricUnit;
  /** In `unit`; `"censored"`: beyond the timeout; `null`: there is no figure. */
  readonly actual: number | 'censored' | null;
  /** Of a duration that is `"censored"`: what it exceeds for certain. */
  readonly beyond?: number;
  readonly pass: boolean;
  /** Why it is expected, in the words of the file. */
  readonly because?: string;
  /** What to say when it failed and the figure alone does not: `no data: …`. */
  readonly note?: string;
  /** Index of the iteration that shows the failure best. */
  readonly witness?: number;
  /** Which one it is of those that fail: the worst, or the median of them. */
  readonly witnessIs?: 'worst' | 'median';
  /** Where it stands. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A case of a run that was cut into shards. */
export interface PlannedCase {
  readonly id: string;
  /** {@link CaseResult.hash} */
  readonly hash: string;
}

/** What a shard knows of a case beside its figures, so that a merge can judge the whole of it. */
export interface CaseShare {
  /** The index of the first iteration of the shard's. */
  readonly first: number;
  /** How many iterations the shard was to run. */
  readonly count: number;
  /** How many the whole case has. */
  readonly of: number;
  readonly notes: readonly string[];
  /** How many iterations were repeated because too many ran side by side. */
  readonly crowded: number;
  /** Why nothing could be measured, where that was known. */
  readonly unmeasured?: string;
  readonly isNotLoaded?: boolean;
  readonly expectations: readonly Expectation[];
  readonly faults: readonly FaultSummary[];
  readonly heartbeat?: HeartbeatSummary;
  /** A sum of the files that the scenario names for its client; missing where it names none. */
  readonly clientFiles?: string;
}

/** What a case gave: its iterations, their figures, and what was expected of them. */
export interface CaseResult {
  /** What `--case` takes; it names the matrix's values too. */
  readonly id: string;
  readonly name: string;
  /** As it was given; `builtin:NAME` for a bundled one. */
  readonly file: string;
  /** What it ran against: a URL without its secrets, or `builtin echo`. Files of earlier versions do not say. */
  readonly target?: string;
  /** Axis → the value that this case has of it. */
  readonly matrix: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** SHA-256 of all that decides what is measured, in hex; two results can be compared where it is the same. */
  readonly hash: string;
  /** The same of each part: `client`, `--timeout`; tells in what two cases differ. */
  readonly partHashes?: Readonly<Record<string, string>>;
  /** `unmeasured`: too few valid iterations, or none could be started. */
  readonly status: 'pass' | 'fail' | 'unmeasured';
  /** Why it is unmeasured. */
  readonly reason?: string;
  /** Where invalid iterations are why, the most telling kind of their reasons; missing for what no other kind names. */
  readonly reasonKind?: UnmeasuredKind;
  /** The window in which a correct client detects the fault, milliseconds; `worst: null`: never; `null`: none is known. */
  readonly bound: { readonly style: string; readonly best: number | null; readonly worst: number | null } | null;
  /** How long an iteration waited after `steady`; figures beyond it are censored. */
  readonly timeoutMs: number;
  /** From which the seeds of the iterations are drawn. */
  readonly seed: number;
  /** What a reader of the figures should know; each once. */
  readonly notes: readonly string[];
  /** The valid ones, in order of `index`. */
  readonly iterations: readonly IterationResult[];
  /** Those that were disturbed and replaced. */
  readonly invalid: readonly IterationResult[];
  /** Metric → its figures over the valid iterations. */
  readonly summary: Readonly<Record<string, MetricSummary>>;
  /** In the order of the file. */
  readonly expectations: readonly ExpectationResult[];
  /** What the waits between dials tell; missing where no client had to dial twice. */
  readonly backoff?: BackoffResult;
  /** How long the whole case took, milliseconds, warm-up and replaced iterations included. */
  readonly elapsedMs: number;
  /** Of a shard: which part of the case it is, and what a merge judges by. */
  readonly share?: CaseShare;
}

/** `results.json`, schema `wschaos/results@1`. The shape is API. */
export interface RunResult {
  readonly schema: 'wschaos/results@1';
  readonly tool: string;
  readonly seed: number;
  /** From 1; `plan` where `total` is above 1. */
  readonly shard: {
    readonly index: number;
    readonly total: number;
    /** All the cases of all the shards, in their order: the same in every one of them. */
    readonly plan?: readonly PlannedCase[];
  };
  readonly interrupted: boolean;
  readonly env: {
    readonly node: string;
    readonly os: string;
    readonly cpus: number;
    readonly ci: { readonly provider: string; readonly sha: string | null } | null;
  };
  readonly elapsedMs: number;
  /** ISO 8601 in UTC, of the last shard; missing where one of the files does not tell. */
  readonly endedAt?: string;
  /** Options of the command that a replay needs too, as a shell's words: `--target`, …; missing where the shards differ in them. */
  readonly replayFlags?: readonly string[];
  readonly cases: readonly CaseResult[];
  /** What the run gave against its baseline, where it had one. */
  readonly comparison?: Comparison;
}
