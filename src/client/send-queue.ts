import type { QueuePolicy } from '../base/client-policy.ts';
import { WschaosError } from '../base/error.ts';

/** A message that `send()` accepted. */
export interface QueuedMessage {
  /** Counted from 1 over the whole life of the client. */
  readonly sequence: number;
  readonly data: unknown;
  readonly bytes: number;
}

/** What waits for a link, and, where lost messages are sent again, what waits for its acknowledgement. */
export interface SendQueue {
  readonly waiting: number;
  readonly unacked: number;
  readonly bytes: number;
  /** The last sequence that was accepted; 0 before the first. */
  readonly acceptedSequence: number;
  /** The highest sequence that was acknowledged. */
  readonly ackedSequence: number;
  /** Messages refused as the newest, or given up as the oldest. */
  readonly dropped: number;
  /**
   * Takes a message and gives its sequence; `undefined` when it was dropped as the newest, or is larger than the whole queue.
   *
   * @throws WschaosError `client.queue-full` by the overflow mode `throw`.
   */
  accept(data: unknown, bytes: number): number | undefined;
  /** The next message to write, oldest first; it is then unacked, or forgotten. */
  take(): QueuedMessage | undefined;
  /** The server has the message; a sequence that was never accepted changes nothing. */
  acknowledge(sequence: number): void;
  /** The link is gone: what was not acknowledged waits again, in front and in order. */
  requeue(): void;
}

export function createSendQueue(policy: QueuePolicy): SendQueue {
  // A Map keeps the order of insertion, finds by sequence, and gives up its first entry in constant time.
  let waiting = new Map<number, QueuedMessage>();
  const unacked = new Map<number, QueuedMessage>();
  const keepsUnacked = policy.resend === 'unacked';
  let bytes = 0;
  let acceptedSequence = 0;
  let ackedSequence = 0;
  let dropped = 0;

  const fits = (extraBytes: number): boolean =>
    waiting.size + unacked.size < policy.maxMessages && bytes + extraBytes <= policy.maxBytes;

  const remove = (from: Map<number, QueuedMessage>, message: QueuedMessage): void => {
    from.delete(message.sequence);
    bytes -= message.bytes;
  };

  const dropOldest = (): void => {
    const from = unacked.size > 0 ? unacked : waiting;
    const oldest = firstOf(from);
    if (oldest === undefined) return;
    remove(from, oldest);
    dropped++;
  };

  return {
    get waiting() {
      return waiting.size;
    },
    get unacked() {
      return unacked.size;
    },
    get bytes() {
      return bytes;
    },
    get acceptedSequence() {
      return acceptedSequence;
    },
    get ackedSequence() {
      return ackedSequence;
    },
    get dropped() {
      return dropped;
    },
    accept(data, size) {
      if (!fits(size)) {
        if (policy.overflow === 'throw') throw queueFull(policy, waiting.size + unacked.size, bytes);
        if (policy.overflow === 'drop-newest' || size > policy.maxBytes || policy.maxMessages === 0) {
          dropped++;
          return undefined;
        }
        while (!fits(size)) dropOldest();
      }
      const sequence = ++acceptedSequence;
      waiting.set(sequence, { sequence, data, bytes: size });
      bytes += size;
      return sequence;
    },
    take() {
      const message = firstOf(waiting);
      if (message === undefined) return undefined;
      waiting.delete(message.sequence);
      if (keepsUnacked) unacked.set(message.sequence, message);
      else bytes -= message.bytes;
      return message;
    },
    acknowledge(sequence) {
      if (sequence > acceptedSequence) return;
      ackedSequence = Math.max(ackedSequence, sequence);
      // An acknowledgement can come when the message already waits to be sent again.
      const from = unacked.has(sequence) ? unacked : waiting;
      const message = from.get(sequence);
      if (message !== undefined) remove(from, message);
    },
    requeue() {
      waiting = new Map([...unacked, ...waiting]);
      unacked.clear();
    },
  };
}

function firstOf(messages: ReadonlyMap<number, QueuedMessage>): QueuedMessage | undefined {
  return messages.values().next().value;
}

function queueFull(policy: QueuePolicy, messages: number, bytes: number): WschaosError {
  return new WschaosError(
    'client.queue-full',
    `the send queue is full: ${messages} of ${policy.maxMessages} messages, ${bytes} of ${policy.maxBytes} bytes`,
    { hint: 'send less while there is no link, or choose the overflow mode "drop-oldest"' },
  );
}
