import type { Instant } from '../base/clock.ts';
import type { EndKind, Side } from '../faults/action.ts';
import type { FrameView, UpgradeRequest } from '../faults/fault-hooks.ts';

interface OnConnection {
  /** From 1, in the order of acceptance. */
  readonly connection: number;
  readonly t: Instant;
}

/** What the proxy sees and does. Listeners run synchronously and must be quick. */
export type ProxyEvent =
  | (OnConnection & { readonly kind: 'accept'; readonly remotePort: number; readonly localPort: number })
  /** The connection carries ordinary HTTP: it belongs to no WebSocket client's reconnecting. */
  | (OnConnection & { readonly kind: 'plain-http' })
  /** The upgrade request is complete. */
  | (OnConnection & { readonly kind: 'handshake'; readonly request: UpgradeRequest })
  /** The 101 was forwarded. */
  | (OnConnection & { readonly kind: 'open' })
  /** Another final answer was forwarded, or given by a fault or, when the upstream is unreachable, by the proxy. */
  | (OnConnection & {
      readonly kind: 'answer';
      readonly status: number;
      /** What its `Retry-After` asks for. */
      readonly retryAfterMs?: number | undefined;
    })
  /** A whole frame came from its sender. */
  | (OnConnection & { readonly kind: 'frame'; readonly frame: FrameView })
  /** A frame's last byte was written to its receiver. */
  | (OnConnection & { readonly kind: 'delivered'; readonly frame: FrameView })
  /** A peer finished its direction. */
  | (OnConnection & { readonly kind: 'end'; readonly side: Side; readonly how: EndKind })
  /** The client's connection is finished in both directions, as far as the faults let it. */
  | (OnConnection & { readonly kind: 'closed' })
  /** The server's connection is gone, too. */
  | (OnConnection & { readonly kind: 'gone' })
  | (OnConnection & { readonly kind: 'upstream-failed'; readonly code: string; readonly message: string })
  | FaultEvent
  /** Something that a reader of the report should know. */
  | { readonly kind: 'note'; readonly text: string; readonly t: Instant }
  /** The proxy can no longer do its work, say because its port was taken. */
  | { readonly kind: 'disturbed'; readonly why: string; readonly t: Instant };

/** `injected`: it took effect; `affected`: the first frame, byte or request that it changed. */
export interface FaultEvent {
  readonly kind: 'fault-start' | 'injected' | 'affected' | 'fault-end';
  readonly fault: string;
  /** Missing for the listener and for the fault as a whole. */
  readonly connection: number | undefined;
  readonly t: Instant;
}
