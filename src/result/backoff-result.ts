/** What the waits of a client tell about its backoff. Durations in milliseconds. */
export interface BackoffResult {
  /** How many waits were seen, from the end of one attempt to the next dial. */
  readonly gaps: number;
  /** Waits beside them that the machine was too late for to tell anything; missing: none. */
  readonly late?: { readonly gaps: number; readonly mostMs: number };
  /** Of so many iterations. */
  readonly iterations: number;
  /** The most dials that any client made in one iteration. */
  readonly dials: number;
  /** The longest wait that was seen. */
  readonly longestMs: number | null;
  /** Who told of the dials. */
  readonly source: 'wire' | 'client' | null;
  /** `null` where nothing can be told of it; then `unknown` says why. */
  readonly shape: BackoffShape | null;
  readonly unknown?: string;
  /** What explains the waits nearly as well, in words: `linear`. */
  readonly rivals: readonly string[];
  readonly retryAfter?: RetryAfterFinding;
  readonly resetOnOpen?: ResetOnOpenFinding;
  readonly refusedForGood?: RefusedForGoodFinding;
  readonly givingUp?: GivingUpFinding;
}

/** The shape of the waits, names as in "Exponential Backoff And Jitter" of the AWS Architecture Blog. */
export interface BackoffShape {
  /** `list`: the same waits every time, by no formula. */
  readonly kind: 'none' | 'fixed' | 'linear' | 'exponential' | 'decorrelated-jitter' | 'list';
  readonly jitter: 'none' | 'full' | 'equal' | 'percent' | null;
  /** Of `percent`: ± so many. */
  readonly percent?: number;
  /** The first wait, before jitter; of a list whose first was not seen, the first that was. */
  readonly initialMs: number;
  /** Of `exponential`. */
  readonly factor?: number;
  /** Of `linear`: longer each time by this. */
  readonly stepMs?: number;
  /** The longest wait, before jitter; `null`: none was met. */
  readonly capMs: number | null;
  /** The first wait is none of the series: its shortest and its longest. */
  readonly firstMs?: readonly [number, number];
  /** Of `list`; `null` where none was seen. */
  readonly waitsMs?: readonly (number | null)[];
}

/** What a client makes of `Retry-After`. */
export interface RetryAfterFinding {
  /** How many answers had it. */
  readonly answers: number;
  /** After how many of them the client waited as long. */
  readonly respected: number;
  /** Waits beside them that were as long, but may have been so unasked: by the client's own backoff. Missing: none. */
  readonly unclear?: number;
  /** Of the answer that was obeyed worst. */
  readonly askedMs: number;
  readonly waitedMs: number;
}

/** Connections that opened and ended without ever being ready. */
export interface ResetOnOpenFinding {
  /** `grows`: the waits go on growing over them. `unclear`: they do not grow, and never did, which may be the backoff itself. */
  readonly verdict: 'grows' | 'resets' | 'unclear';
  readonly connections: number;
  /** The median wait behind the first half of them, and behind the second. */
  readonly earlyMs: number;
  readonly lateMs: number;
}

/** What a client does about 401 and 403. */
export interface RefusedForGoodFinding {
  readonly status: number;
  /** Series with such an answer. */
  readonly series: number;
  readonly stopped: number;
  readonly retriedOnce: number;
  readonly hammered: number;
  /** It was let in at the next dial, so that nothing is known of a second refusal. */
  readonly letIn: number;
  /** The most dials after the first such answer. */
  readonly mostDials: number;
}

/** Clients that dialled no more, though they were not back. */
export interface GivingUpFinding {
  /** They said so, ended, or were only quiet for much longer than ever before. */
  readonly how: 'said' | 'exited' | 'quiet';
  readonly series: number;
  readonly afterDials: number;
  /** The shortest quiet at the end. */
  readonly quietMs: number;
}
