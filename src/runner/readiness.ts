import type { Instant } from '../base/clock.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import { type Direction, isControl, opcodes } from '../wire/frame.ts';

/**
 * What makes a connection ready on the wire: a round trip of messages, the 101, a message to the client, a pong, the first of
 * a round trip and a pong, or nothing at all, because the client tells it.
 */
export type ReadySign = 'round-trip' | 'open' | 'message' | 'pong' | 'any-answer' | 'told';

/** Watches one connection for its signs of readiness. */
export interface Readiness {
  /** The 101 was forwarded; true when that is the sign. */
  onOpen(): boolean;
  /** A frame came from its sender; it may be told after its delivery. */
  onSent(frame: FrameView): void;
  /** A frame reached its receiver; `ready` when it completes the sign, `answered` when it answers a heartbeat. */
  onDelivered(frame: FrameView, t: Instant): { readonly ready: boolean; readonly answered: boolean };
  /** A fault touched the connection: the next sign, begun from now on, tells that it lives. */
  restart(): void;
  /**
   * For a touched connection that has not shown its sign again: when it last showed that it lives none the less, by an
   * answered heartbeat or by messages that arrive in every direction in which any were sent.
   */
  readonly livedAt: Instant | undefined;
}

export function createReadiness(sign: ReadySign): Readiness {
  let isReady = false;
  let isTouched = false;
  let asked = false;
  let livedAt: Instant | undefined;
  /** Which frames came at all, and which since the fault: one is told twice, in either order. */
  const arrived = new WeakSet<FrameView>();
  let fresh = new WeakSet<FrameView>();
  const pinged = { 'to-client': false, 'to-server': false };
  const messages = {
    'to-client': { sent: false, delivered: false },
    'to-server': { sent: false, delivered: false },
  };

  const complete = (): boolean => {
    if (isReady) return false;
    isReady = true;
    return true;
  };

  const isSilent = (direction: Direction): boolean => messages[direction].sent && !messages[direction].delivered;

  const arrive = (frame: FrameView): void => {
    if (arrived.has(frame)) return;
    arrived.add(frame);
    fresh.add(frame);
    if (!isControl(frame.header.opcode)) messages[frame.direction].sent = true;
  };

  return {
    onOpen: () => sign === 'open' && complete(),
    onSent: arrive,
    onDelivered(frame, t) {
      arrive(frame);
      const { direction, endsMessage } = frame;
      const { opcode } = frame.header;
      const none = { ready: false, answered: false };
      if (opcode === opcodes.ping) {
        pinged[direction] = true;
        return none;
      }
      if (opcode === opcodes.pong) {
        const answered = pinged[direction === 'to-client' ? 'to-server' : 'to-client'];
        if (answered) livedAt = t;
        return { answered, ready: answered && (sign === 'pong' || sign === 'any-answer') && complete() };
      }
      if (isControl(opcode) || !endsMessage) return none;
      // One that was on its way when the fault came proves nothing.
      if (fresh.has(frame)) {
        messages[direction].delivered = true;
        livedAt = t;
      }
      if (direction === 'to-server') {
        asked = true;
        return none;
      }
      const counts = sign === 'message' || ((sign === 'round-trip' || sign === 'any-answer') && asked);
      return { answered: false, ready: counts && complete() };
    },
    restart() {
      isReady = false;
      isTouched = true;
      asked = false;
      livedAt = undefined;
      fresh = new WeakSet();
      for (const direction of ['to-client', 'to-server'] as const) {
        pinged[direction] = false;
        messages[direction].sent = false;
        messages[direction].delivered = false;
      }
    },
    get livedAt() {
      const counts = isTouched && !isReady && !isSilent('to-client') && !isSilent('to-server');
      return counts ? livedAt : undefined;
    },
  };
}
