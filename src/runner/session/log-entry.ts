import type { EndKind, Side } from '../../faults/action.ts';
import type { TracedPayload } from '../../result/trace/trace-line.ts';
import type { Direction } from '../../wire/frame.ts';

/** A frame as it is told: all that its header says, and its payload where those are kept. */
export interface ToldFrame {
  readonly direction: Direction;
  /** `text`, `ping`, …; `0x3` for one that no standard knows. */
  readonly opcode: string;
  readonly fin: boolean;
  /** The reserved bits that are set; missing: none. */
  readonly rsv?: readonly (1 | 2 | 3)[];
  readonly masked: boolean;
  /** Bytes of the payload. */
  readonly length: number;
  /** Of a Close frame that has one. */
  readonly code?: number;
  readonly payload?: TracedPayload;
}

interface OnConnection {
  /** From 1, in the order of acceptance. */
  readonly connection: number;
}

/** What a reader of a proxy's log cares about. */
export type Happening =
  /** A client dialled. */
  | (OnConnection & { readonly kind: 'accepted' })
  | (OnConnection & { readonly kind: 'open' })
  /** As `open`, of a client that had lost another connection by a fault. */
  | (OnConnection & { readonly kind: 'reopened'; readonly lost: number; readonly afterMs: number })
  /** The first sign that a client gives of knowing that a fault broke its connection. */
  | (OnConnection & { readonly kind: 'detected'; readonly sign: string; readonly afterMs: number })
  | (OnConnection & {
      readonly kind: 'closed';
      readonly afterMs: number;
      /** Who ended it first, and how; missing: a fault did. */
      readonly first?: { readonly side: Side; readonly how: EndKind };
    })
  | (OnConnection & { readonly kind: 'answer'; readonly status: number })
  | (OnConnection & { readonly kind: 'failed'; readonly message: string })
  /** `delivered`: it was passed on before this was told; else `delivered` follows, unless it never is. */
  | (OnConnection & ToldFrame & { readonly kind: 'frame'; readonly delivered: boolean })
  /** A frame that had been held back was passed on; `frame` is its id in the log. */
  | (OnConnection & { readonly kind: 'delivered'; readonly direction: Direction; readonly frame: number })
  | { readonly kind: 'fault'; readonly fault: string; readonly explanation: string }
  | { readonly kind: 'lifted'; readonly fault: string }
  /** The port was closed, and all connections cut; it listens again. */
  | { readonly kind: 'disabled' | 'enabled' }
  | { readonly kind: 'note'; readonly text: string }
  /** The proxy can no longer do its work. */
  | { readonly kind: 'disturbed'; readonly why: string };

/** With the instant, in milliseconds: on `CLOCK_MONOTONIC`, in a log since the session began. */
export type Told = Happening & { readonly t: number };

/** One entry of a session's log: plain data. Ids rise, and are never used again. */
export type LogEntry = Told & { readonly id: number };
