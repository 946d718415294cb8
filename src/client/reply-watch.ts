import type { Instant } from '../base/clock.ts';

/** Watches that each message of one connection is answered in time. */
export interface ReplyWatch {
  sent(sequence: number, now: Instant): void;
  answered(sequence: number): void;
  /** When the oldest answer is overdue; `undefined` when none is awaited. Answers move it later, never earlier. */
  nextDueAt(): Instant | undefined;
  /**
   * True when an answer is overdue and was so at the look before: in between the event loop has read what had arrived while it
   * was blocked, as with heartbeats.
   */
  tick(now: Instant): boolean;
}

/** `replyTimeoutMs` 0 means no limit, and nothing is remembered. */
export function createReplyWatch(replyTimeoutMs: number): ReplyWatch {
  const awaited = new Map<number, Instant>();
  let suspected: number | undefined;

  const oldest = (): readonly [sequence: number, sentAt: Instant] | undefined => awaited.entries().next().value;

  return {
    sent(sequence, now) {
      if (replyTimeoutMs > 0) awaited.set(sequence, now);
    },
    answered(sequence) {
      awaited.delete(sequence);
    },
    nextDueAt() {
      const first = oldest();
      return first === undefined ? undefined : first[1] + replyTimeoutMs;
    },
    tick(now) {
      const first = oldest();
      if (first === undefined || now < first[1] + replyTimeoutMs) return false;
      const wasSuspected = suspected === first[0];
      suspected = first[0];
      return wasSuspected;
    },
  };
}
