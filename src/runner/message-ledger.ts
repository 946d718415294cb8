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
  sent(direction: 'up' | 'down', stream: string, sequence: number): void;
  delivered(direction: 'up' | 'down', stream: string, sequence: number): void;
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
  let booked = 0;
  let closedAt: Instant | undefined;
  let isFull = false;

  return {
    sent(direction, stream, sequence) {
      const name = `${direction}\0${stream}`;
      if (closedAt !== undefined || booked >= maxMessages) {
        isFull ||= closedAt === undefined;
        if (!unbookedFrom.has(name)) unbookedFrom.set(name, sequence);
        return;
      }
      booked++;
      outstanding.add(`${name}\0${sequence}`);
      add({ source: 'wire', kind: 'sent', direction, stream, sequence, t: now() });
    },
    delivered(direction, stream, sequence) {
      const name = `${direction}\0${stream}`;
      if (sequence >= (unbookedFrom.get(name) ?? Number.POSITIVE_INFINITY)) return;
      outstanding.delete(`${name}\0${sequence}`);
      add({ source: 'wire', kind: 'delivered', direction, stream, sequence, t: closedAt ?? now() });
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
