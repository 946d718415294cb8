/** A dial of a client that lost its link, and what it waited for. */
export interface Redial {
  /** Milliseconds after `injected`. */
  readonly t: number;
  /** From the end of what was before until this dial; `null` where that end was not seen. */
  readonly waitMs: number | null;
  /** How long the measuring process stood still at either end of the wait: the wait is known no better. Missing: it did not. */
  readonly lateMs?: number;
  /** What was before: the loss, or an attempt that was answered by a status, opened and ended, or came to nothing. */
  readonly after: 'loss' | 'nothing' | 'open' | number;
  /** What the answer before asked for. */
  readonly retryAfterMs?: number;
}

/** How one client dialled until it was back, or until the iteration ended. */
export interface DialSeries {
  readonly client: number;
  /** Who told of the dials. */
  readonly source: 'wire' | 'client';
  readonly dials: readonly Redial[];
  readonly end: 'ready' | 'gave-up' | 'exited' | 'iteration';
  /** From the last thing that it did, or that was done to it, until then, without a dial. */
  readonly quietMs: number;
  /** What became of the last dial, unless the client was ready by it. */
  readonly last: 'nothing' | 'open' | number | null;
}
