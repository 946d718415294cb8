import type { Instant } from '../base/clock.ts';
import type { Direction, FrameSpec } from '../wire/frame.ts';

/** A peer of the proxy. */
export type Side = 'client' | 'server';

/** How one direction of a connection finishes. */
export type EndKind = 'fin' | 'reset';

/** The answer to an upgrade request instead of the server's. */
export interface HandshakeAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/*
 * What a fault can ask for, by what it applies to. The unions are closed, and each of the proxy's switches over them is
 * exhaustive: a fault that needs a new effect grows the union.
 */

/** What becomes of the bytes, the frame or the end in hand, and of what the fault holds already. */
export type FlowAction =
  /** Pass on what is in hand, or `bytes` instead of it; not before `dueAt`. Order within a direction is always kept. */
  | { readonly kind: 'forward'; readonly dueAt?: Instant; readonly bytes?: Uint8Array }
  /** Pass on what is in hand in pieces, each written by itself when it is due; what `pieces` leave over goes with the last. */
  | { readonly kind: 'slice'; readonly pieces: readonly Piece[] }
  /** What is in hand vanishes. */
  | { readonly kind: 'drop' }
  /** What is in hand, and all behind it, waits for `release` or `discard`. */
  | { readonly kind: 'hold' }
  /** All that this fault holds in this direction goes on, in order. */
  | { readonly kind: 'release' }
  /** All that this fault holds in this direction vanishes. */
  | { readonly kind: 'discard' }
  /** All that waits for its time is due now. */
  | { readonly kind: 'hasten' }
  /** A frame of our own behind what is in hand; a data frame waits for the end of the message under way. */
  | { readonly kind: 'insert'; readonly frame: FrameSpec }
  /**
   * The first so many bytes of what is in hand pass, header included; nothing behind them is ever delivered. `stall` leaves
   * both sides up, also when the fault is lifted; else the whole connection ends so, behind those bytes.
   */
  | { readonly kind: 'cut'; readonly bytes: number; readonly then: 'stall' | EndKind };

/** A part of what is in hand. */
export interface Piece {
  /** At least 1. */
  readonly size: number;
  readonly dueAt: Instant;
}

/** What happens to a connection. */
export type ConnectionAction =
  /**
   * Write a frame of our own; masked when it goes to the server, unless the spec says how. A control frame stands at the
   * next frame boundary, any other between two messages, unless `between` says `frames`.
   */
  | {
      readonly kind: 'inject';
      readonly direction: Direction;
      readonly frame: FrameSpec;
      readonly between?: 'frames' | 'messages';
      /** Not masked towards the server, masked towards the client. */
      readonly wrongMask?: boolean;
    }
  /** Nothing that comes after this is delivered in the direction, its end included. */
  | { readonly kind: 'seal'; readonly direction: Direction }
  /** FIN towards the peer, after everything written so far. */
  | { readonly kind: 'end'; readonly side: Side }
  /** RST towards the peer; `afterWrites` waits until what was written so far is on the wire. */
  | { readonly kind: 'reset'; readonly side: Side; readonly afterWrites?: boolean }
  /** Answer the upgrade request, also one that is still to come; the server is not asked. */
  | { readonly kind: 'respond'; readonly answer: HandshakeAnswer }
  /** What the client sends is read and thrown away, for good; the server hears nothing of it and is let go. */
  | { readonly kind: 'ignore' }
  /** A connection that was just accepted is left alone, unread and not handed on, until then. */
  | { readonly kind: 'postpone'; readonly until: Instant }
  /** Nothing is read from the peer, so its window closes; until `read-on`. */
  | { readonly kind: 'stop-reading'; readonly side: Side }
  | { readonly kind: 'read-on'; readonly side: Side }
  /** What a connection that was just accepted meets in place of the listener's own TLS. */
  | { readonly kind: 'break-tls'; readonly mode: TlsMode };

/** Ways for a TLS handshake to fail. */
export const tlsModes = ['hang', 'reset', 'plaintext', 'expired', 'self-signed', 'wrong-host'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** What happens to the port. */
export type ListenerAction =
  /** The listener is really closed: dials meet ECONNREFUSED. */
  | { readonly kind: 'close-listener' }
  /** It listens on the same port again. */
  | { readonly kind: 'open-listener' };

/** What happens to a program that wschaos started. */
export interface ProcessAction {
  readonly kind: 'process';
  readonly side: Side;
  /** SIGKILL, SIGTERM, SIGSTOP, SIGCONT; `start` runs it again after it was ended. */
  readonly what: 'kill' | 'terminate' | 'pause' | 'resume' | 'start';
}

/** Calls `onWake` then; a later one replaces an earlier one. */
export interface WakeAction {
  readonly kind: 'wake';
  readonly at: Instant;
}
