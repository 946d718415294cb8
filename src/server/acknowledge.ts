import type { Instant } from '../base/clock.ts';
import { type Envelope, formatStamp, parseEnvelope } from '../base/envelope.ts';

/** A message of a client that is to be acknowledged. */
export type Request = Envelope & { readonly k: 'up' | 'ready' };

/** Reads a client's request; `undefined` for everything else. */
export function parseRequest(data: string | Uint8Array): Request | undefined {
  const envelope = typeof data === 'string' ? parseEnvelope(data) : undefined;
  return envelope?.k === 'up' || envelope?.k === 'ready' ? ({ ...envelope, k: envelope.k } as const) : undefined;
}

/** The text that answers it: same client, generation, sequence and data. */
export function formatAcknowledgement({ c, g, s, k, d }: Request, now: Instant): string {
  const answer: Envelope = { c, g, s, k: 'ack', a: k, t: formatStamp(now) };
  return JSON.stringify(d === undefined ? answer : { ...answer, d });
}
