import type { Instant } from '../base/clock.ts';
import type { Observation } from '../result/observation.ts';

export interface MessageLedgerOptions {
  readonly now: () => Instant;
  readonly add: (observation: Observation) => void;
  /** A message arrived. */
  readonly onChange: () => void;
  /** After so many messages no further one is booked. Default 100,000. */
  readonly maxMessages?: number;
}

/** Books the numbered messages of one iteration as observations. */
export interface MessageLedger {
  /** `t`: when; default: now. What happened in another process may be told late, and the one after the other. */
  sent(direction: 'up' | 'down', stream: string, sequence: number, t?: Instant): void;
  delivered(direction: 'up' | 'down', stream: string, sequence: number, t?: Instant): void;
  /**
   * From now on nothing new is booked as sent, so that what is under way at the end does not count as lost; what arrives
   * late is booked at this instant, the iteration's last.
   */
  closeBooks(): void;
  /** Messages sent and not delivered. */
  readonly outstanding: number;
  /** Some messages were not booked, because there were too many. */
  readonly isFull: boolean;
}

/** Two observations a message, of about 100 bytes each. */
const defaultMaxMessages = 100_000;

export function createMessageLedger({ now, add, onChange, ...limits }: MessageLedgerOptions): MessageLedger {
  const maxMessages = limits.maxMessages ?? defaultMaxMessages;
  const outstanding = new Set<string>();
  /** Stream → its first sequence that was not booked any more. Within a stream messages are sent in order. */
  const unbookedFrom = new Map<string, number>();
  /** Stream → its highest sequence that was told as sent. */
  const lastSent = new Map<string, number>();
  /** Told as delivered, and not yet as sent. */
  const early = new Set<string>();
  let booked = 0;
  let closedAt: Instant | undefined;
  let isFull = false;

  return {
    sent(direction, stream, sequence, t = now()) {
      const name = `${direction}\0${stream}`;
      const isOver = closedAt !== undefined && t >= closedAt;
      lastSent.set(name, Math.max(sequence, lastSent.get(name) ?? sequence));
      if (isOver || booked >= maxMessages) {
        isFull ||= !isOver;
        if (!unbookedFrom.has(name)) unbookedFrom.set(name, sequence);
        return;
      }
      booked++;
      const key = `${name}\0${sequence}`;
      if (!early.delete(key)) outstanding.add(key);
      add({ source: 'wire', kind: 'sent', direction, stream, sequence, t });
    },
    delivered(direction, stream, sequence, t = now()) {
      const name = `${direction}\0${stream}`;
      if (sequence >= (unbookedFrom.get(name) ?? Number.POSITIVE_INFINITY)) return;
      const key = `${name}\0${sequence}`;
      if (sequence > (lastSent.get(name) ?? Number.NEGATIVE_INFINITY)) early.add(key);
      outstanding.delete(key);
      add({ source: 'wire', kind: 'delivered', direction, stream, sequence, t: Math.min(t, closedAt ?? t) });
      onChange();
    },
    closeBooks() {
      closedAt ??= now();
    },
    get outstanding() {
      return outstanding.size;
    },
    get isFull() {
      return isFull;
    },
  };
}
