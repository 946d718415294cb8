import type { LookupFunction } from 'node:net';
import type { ClientEvent } from '../base/client-event.ts';
import type { Clock, Instant } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { ConnectionPhase } from './connection.ts';
import type { PolicyOverrides } from './merge-policy.ts';
import type { UrlSource } from './url-source.ts';

export interface ReferenceClientOptions {
  readonly url: UrlSource;
  /** What differs from the default policy. */
  readonly policy?: PolicyOverrides;
  readonly clock: Clock;
  /** Draws the jitter; one stream a client. */
  readonly random: Random;
  /** The `c` of its envelopes; different for each client of a run. */
  readonly id: string;
  readonly onEvent?: (event: ReferenceClientEvent) => void;
  /** A message was accepted by `send()`. */
  readonly onSent?: (sequence: number) => void;
  /** A numbered message of the server arrived; `stream` is its envelope's `c`: this client's id, once the server knows it. */
  readonly onDelivered?: (sequence: number, stream: string) => void;
  /** Default true. */
  readonly rejectUnauthorized?: boolean;
  /** PEM of whom to trust, in place of the system's authorities; for `wss://`. */
  readonly ca?: string | undefined;
  /** In place of the system's resolver. */
  readonly lookup?: LookupFunction;
}

/** An event, with what only this client can tell. */
export interface ReferenceClientEvent extends ClientEvent {
  /** When it was known. */
  readonly t: Instant;
  /** Connections and attempts, counted from 1; 0 before the first. */
  readonly generation: number;
  /** `connecting`: retries since the last stable connection; 0 for the first dial. */
  readonly attempt?: number;
  /** `loss` and `error`: how far the connection had come. */
  readonly phase?: ConnectionPhase;
  /** `loss` and `error`: the HTTP status that came in place of 101. */
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** `message`: text, or the bytes of a binary message. */
  readonly data?: string | Uint8Array;
}

export type ClientState =
  | { readonly kind: 'idle' }
  /** Attempt `attempt` is dialled at `dueAt`. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly dueAt: Instant }
  | { readonly kind: ConnectionPhase; readonly generation: number }
  /** `close()` was called. Final. */
  | { readonly kind: 'stopped' }
  /** Gave up. Final. */
  | { readonly kind: 'failed'; readonly cause: string };

export interface ClientStats {
  /** The last sequence that `send()` accepted; 0 before the first. */
  readonly acceptedSequence: number;
  /** The highest sequence that the server acknowledged. */
  readonly ackedSequence: number;
  /** Messages that wait for a link. */
  readonly waitingMessages: number;
  /** Messages on the way that would be sent again. */
  readonly unackedMessages: number;
  readonly queuedBytes: number;
  /** Messages that the full queue refused or gave up. */
  readonly droppedMessages: number;
  /** Messages that arrived, acknowledgements not counted. */
  readonly receivedMessages: number;
  /** Connections and attempts so far. */
  readonly generations: number;
  readonly losses: number;
  /** Sockets that are not closed yet, those of earlier generations among them. */
  readonly openSockets: number;
}

export interface ReferenceClient {
  /** Dials; without effect when it was called before. */
  start(): void;
  /**
   * Queues a message, as the `d` of an `up` envelope, and gives its sequence; `undefined` when it was not accepted.
   *
   * @throws WschaosError `client.queue-full` by the overflow mode `throw`; `client.data` for data that JSON cannot hold
   */
  send(data?: unknown): number | undefined;
  /** Sends text as it is, now or never; false (and an `error` event, `send.error`) when there is no open link. */
  sendText(text: string): boolean;
  readonly state: ClientState;
  stats(): ClientStats;
  /** Ends it for good. Never rejects; lasts no longer than the close timeout, after which the socket is destroyed. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
