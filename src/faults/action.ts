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

/** What becomes of the bytes, the frame or the end in hand, and of what the fault holds already. */
export type FlowAction =
  /** Pass on what is in hand, or `bytes` instead of it; not before `dueAt`. Order within a direction is always kept. */
  | { readonly kind: 'forward'; readonly dueAt?: Instant; readonly bytes?: Uint8Array }
  /** What is in hand vanishes. */
  | { readonly kind: 'drop' }
  /** What is in hand, and all behind it, waits for `release` or `discard`. */
  | { readonly kind: 'hold' }
  /** All that this fault holds in this direction goes on, in order. */
  | { readonly kind: 'release' }
  /** All that this fault holds in this direction vanishes. */
  | { readonly kind: 'discard' };

/** What happens to a connection. */
export type ConnectionAction =
  /** Write a frame of our own at the next frame boundary; masked when it goes to the server, unless the spec says how. */
  | { readonly kind: 'inject'; readonly direction: Direction; readonly frame: FrameSpec }
  /** Nothing that comes after this is delivered in the direction, its end included. */
  | { readonly kind: 'seal'; readonly direction: Direction }
  /** FIN towards the peer, after everything written so far. */
  | { readonly kind: 'end'; readonly side: Side }
  /** RST towards the peer; `afterWrites` waits until what was written so far is on the wire. */
  | { readonly kind: 'reset'; readonly side: Side; readonly afterWrites?: boolean }
  /** Answer the upgrade request; the server is not asked. */
  | { readonly kind: 'respond'; readonly answer: HandshakeAnswer };

/** What happens to the port. */
export type ListenerAction =
  /** The listener is really closed: dials meet ECONNREFUSED. */
  | { readonly kind: 'close-listener' }
  /** It listens on the same port again. */
  | { readonly kind: 'open-listener' };

/**
 * Everything that a fault can ask for. The union is closed, and each of the proxy's switches over its parts is exhaustive:
 * a fault that needs a new effect grows the union.
 */
export type Action = FlowAction | ConnectionAction | ListenerAction;
