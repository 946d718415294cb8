/** What a client under test may tell about itself; every kind is optional. */
export const clientEventKinds = ['connecting', 'open', 'ready', 'message', 'loss', 'close', 'error', 'giveup'] as const;
export type ClientEventKind = (typeof clientEventKinds)[number];

/** One event of a client under test, as `emit()` or a JSON line on stdout gives it: `{"ev": "loss", "cause": "ping.timeout"}`. */
export interface ClientEvent {
  readonly ev: ClientEventKind;
  /** The close code, for `close` and `loss`. */
  readonly code?: number;
  /** A stable identifier such as `tcp.reset`; the list is in `client/cause.ts`, any other text is kept as it is. */
  readonly cause?: string;
  /** An error's text. */
  readonly err?: string;
  /** The instant in milliseconds on `CLOCK_MONOTONIC`; without it, when the runner read the event. */
  readonly t?: number;
}
