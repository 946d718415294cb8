/** When a heartbeat is sent or awaited, and what counts as a sign of life. All times in milliseconds. */
export interface HeartbeatPolicy {
  /**
   * `ping`: WebSocket pings. `app`: messages of the envelope that the server echoes. `server`: watch the server's pings.
   * `idle`: silence of any kind. `none`: only read.
   */
  readonly mode: 'ping' | 'app' | 'server' | 'idle' | 'none';
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** How many heartbeats in a row may go unanswered before the link counts as dead; at least 1. */
  readonly maxMissed: number;
  /** The least that counts as a sign of life: any byte, any frame, any message, or only the matching pong. */
  readonly alive: 'bytes' | 'frame' | 'message' | 'pong';
}

/** The names of the AWS article "Exponential Backoff And Jitter". */
export const backoffs = ['none', 'fixed', 'exponential', 'full-jitter', 'equal-jitter', 'decorrelated-jitter'] as const;
export type Backoff = (typeof backoffs)[number];

/** When to dial again, and when never again. All times in milliseconds. */
export interface ReconnectPolicy {
  readonly backoff: Backoff;
  readonly initialMs: number;
  readonly maxMs: number;
  readonly factor: number;
  /** The wait before the first attempt after a loss: by the backoff, none, or uniform in a range. */
  readonly first: 'backoff' | 'immediate' | { readonly randomMs: readonly [number, number] };
  /** The attempt counter starts again only after this long in `ready`; never on open. */
  readonly resetAfterMs: number;
  readonly maxAttempts: number | undefined;
  readonly maxElapsedMs: number | undefined;
  /** Wait at least as long as a `Retry-After` header says. */
  readonly respectRetryAfter: boolean;
  readonly fatalCloseCodes: readonly number[];
  /** Dial once more with fresh credentials (the url function is called again), then fail. */
  readonly authCloseCodes: readonly number[];
  readonly fatalStatuses: readonly number[];
  readonly authStatuses: readonly number[];
}

/** What waits while there is no link. */
export interface QueuePolicy {
  readonly maxMessages: number;
  readonly maxBytes: number;
  readonly overflow: 'drop-oldest' | 'drop-newest' | 'throw';
  /** `unacked`: what the server has not acknowledged is sent again on the next connection. */
  readonly resend: 'none' | 'unacked';
}

/** Everything about the reference client that a scenario can set. All times in milliseconds, sizes in bytes. */
export interface ClientPolicy {
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** From dialling to the 101, absolute: DNS, TCP, TLS and HTTP together. */
  readonly connectTimeoutMs: number;
  /** From the 101 to application readiness. */
  readonly readyTimeoutMs: number;
  /** Then the socket is destroyed; never on the recovery path. */
  readonly closeTimeoutMs: number;
  /** A request that the server answers at once (`app` heartbeat, chat reply) must be answered within this; 0 = no limit. */
  readonly replyTimeoutMs: number;
  /** What makes the connection `ready`: the server's `ack` of the envelope, a pong, a first message, or the 101 itself. */
  readonly ready: 'ack' | 'pong' | 'message' | 'open';
  /** When it acts on a Close frame, FIN or RST: at once, or, as one that only writes, when its next send fails. */
  readonly noticesEnd: 'at-once' | 'at-send';
  readonly heartbeat: HeartbeatPolicy;
  readonly reconnect: ReconnectPolicy;
  readonly queue: QueuePolicy;
  readonly send: { readonly stallTimeoutMs: number; readonly highWaterMark: number };
}

/** The reference client's built-in policy: what a careful team would ship. */
export const defaultClientPolicy: ClientPolicy = {
  protocols: [],
  headers: {},
  connectTimeoutMs: 10_000,
  readyTimeoutMs: 10_000,
  closeTimeoutMs: 2_000,
  replyTimeoutMs: 0,
  ready: 'ack',
  noticesEnd: 'at-once',
  heartbeat: { mode: 'ping', intervalMs: 10_000, timeoutMs: 5_000, maxMissed: 1, alive: 'bytes' },
  reconnect: {
    backoff: 'full-jitter',
    initialMs: 500,
    maxMs: 30_000,
    factor: 2,
    first: 'backoff',
    resetAfterMs: 5_000,
    maxAttempts: undefined,
    maxElapsedMs: undefined,
    respectRetryAfter: true,
    fatalCloseCodes: [],
    authCloseCodes: [4401],
    fatalStatuses: [],
    authStatuses: [401, 403],
  },
  queue: { maxMessages: 1_000, maxBytes: 2 ** 20, overflow: 'drop-oldest', resend: 'none' },
  send: { stallTimeoutMs: 10_000, highWaterMark: 2 ** 20 },
};
