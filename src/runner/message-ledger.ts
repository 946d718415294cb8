import type { Instant } from '../base/clock.ts';
import type { Observation } from '../result/observation.ts';

/** Books the numbered messages of one iteration as observations. */
export interface MessageLedger {
  sent(direction: 'up' | 'down', stream: string, sequence: number): void;
  delivered(direction: 'up' | 'down', stream: string, sequence: number): void;
  /** From now on nothing new is booked as sent, so that what is under way at the end does not count as lost. */
  closeBooks(): void;
  /** Messages sent and not delivered. */
  readonly outstanding: number;
}

export function createMessageLedger(now: () => Instant, add: (observation: Observation) => void): MessageLedger {
  const outstanding = new Set<string>();
  let closed = false;

  const book = (kind: 'sent' | 'delivered', direction: 'up' | 'down', stream: string, sequence: number): void => {
    const key = `${direction}\0${stream}\0${sequence}`;
    if (kind === 'sent') {
      if (closed) return;
      outstanding.add(key);
    } else outstanding.delete(key);
    add({ source: 'wire', kind, direction, stream, sequence, t: now() });
  };

  return {
    sent: (direction, stream, sequence) => book('sent', direction, stream, sequence),
    delivered: (direction, stream, sequence) => book('delivered', direction, stream, sequence),
    closeBooks: () => {
      closed = true;
    },
    get outstanding() {
      return outstanding.size;
    },
  };
}
