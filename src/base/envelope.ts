import type { Instant } from './clock.ts';

/**
 * The message that the reference client and the built-in servers exchange, so that lost, duplicated and reordered messages
 * can be counted. JSON text, one envelope a message.
 */
export interface Envelope {
  /** The client. */
  readonly c: string;
  /** Its connection's generation, from 1. */
  readonly g: number;
  /** Sequence number within (c, k), from 1. */
  readonly s: number;
  /** `up`: client to server. `down`: server to client. `ack`: the server's answer to `up` and `ready`. `ready`: the client's first. */
  readonly k: 'up' | 'down' | 'ack' | 'ready';
  /** In an `ack`: what it acknowledges, for `up` and `ready` are numbered apart. A server that leaves it out means either. */
  readonly a?: 'up' | 'ready';
  /** Sent at, nanoseconds on `CLOCK_MONOTONIC`, as decimal text. */
  readonly t: string;
  /** What the scenario's traffic asked to send, if anything. */
  readonly d?: unknown;
}

/** An instant as the text of `t`. */
export function formatStamp(now: Instant): string {
  return String(Math.round(now * 1e6));
}

/** Reads an envelope; `undefined` when the text is anything else. */
export function parseEnvelope(text: string): Envelope | undefined {
  if (!text.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isEnvelope(value) ? value : undefined;
}

function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { c, g, s, k, a, t } = value as Record<string, unknown>;
  return (
    typeof c === 'string' &&
    Number.isInteger(g) &&
    Number.isInteger(s) &&
    (k === 'up' || k === 'down' || k === 'ack' || k === 'ready') &&
    (a === undefined || a === 'up' || a === 'ready') &&
    typeof t === 'string'
  );
}
