import type { ClientEventKind } from '../../base/client-event.ts';
import type { Verdict } from '../run-result.ts';

/** The first line of a trace: which iteration it is of. */
export interface TraceHeader {
  readonly schema: 'wschaos/trace@1';
  readonly tool: string;
  readonly case: string;
  readonly index: number;
  readonly seed: number;
  readonly phase: number | null;
  readonly verdict: Verdict;
  /** Which instant `t` counts from: the first that there was. */
  readonly zero: 'injected' | 'steady' | 'first-event';
  /** How many lines there would be beyond those that are here. */
  readonly leftOut: { readonly frames: number; readonly events: number };
  /** So many bytes of a payload are shown; 0: none. */
  readonly payloadBytes: number;
  /** Whether secrets of the handshakes, URLs and payloads are left out. */
  readonly redacted: boolean;
}

interface Timed {
  /** Milliseconds after `zero`. */
  readonly t: number;
}

interface OnConnection extends Timed {
  /** From 1, in the order of acceptance. */
  readonly connection: number;
  /** From 1; 0: nothing tells whose it is. */
  readonly client: number;
}

/** What a frame held, unmasked; `cut`: there was more. Where the trace has no room, nothing of it is shown, and that is cut. */
export type TracedPayload =
  | { readonly text: string; readonly cut?: true }
  | { readonly hex: string; readonly cut?: true };

/** A frame as the proxy saw it; `t`: its last byte came from its sender. */
export interface TracedFrame extends OnConnection {
  readonly kind: 'frame';
  readonly direction: 'to-client' | 'to-server';
  /** `text`, `ping`, …; `0x3` for one that no standard knows. */
  readonly opcode: string;
  readonly fin: boolean;
  /** The reserved bits that are set; missing: none. */
  readonly rsv?: readonly (1 | 2 | 3)[];
  /** Bytes of its payload. */
  readonly length: number;
  /** When its last byte was written to its receiver; `null`: not in this iteration. Of one that a fault made, that is `t`. */
  readonly delivered: number | null;
  /** A fault made it: no peer has sent it like this. */
  readonly made?: true;
  /** Of a Close frame. */
  readonly code?: number;
  readonly payload?: TracedPayload;
}

/** One line of a trace behind the first; in order of `t`. */
export type TraceEntry =
  | TracedFrame
  | (OnConnection & { readonly kind: 'accept' | 'open' | 'ready' | 'closed' | 'gone' })
  | (OnConnection & {
      readonly kind: 'handshake';
      readonly method: string;
      readonly path: string;
      readonly query?: string;
      readonly headers: Readonly<Record<string, string>>;
    })
  | (OnConnection & { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs?: number })
  /** FIN or RST of a peer's own. */
  | (OnConnection & { readonly kind: 'end'; readonly side: 'client' | 'server'; readonly how: 'fin' | 'reset' })
  | (Timed & {
      readonly kind: 'fault-start' | 'injected' | 'affected' | 'fault-end';
      readonly fault: string;
      readonly connection?: number;
    })
  | (Timed & {
      readonly kind: 'client';
      readonly client: number;
      readonly event: ClientEventKind | 'exit';
      readonly cause?: string;
      readonly code?: number;
      readonly err?: string;
    })
  /** The iteration ended. */
  | (Timed & { readonly kind: 'finished'; readonly reason: 'done' | 'timeout' | 'disturbed'; readonly why?: string })
  /** An instant that the figures are made of. */
  | (Timed & { readonly kind: 'mark'; readonly mark: string });
