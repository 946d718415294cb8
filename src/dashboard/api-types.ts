/** What the API tells. The page is a program of its own and shares no code with the tool; a test compares these with the tool's types. */

export type Direction = 'to-client' | 'to-server';

export type Payload = { readonly text: string; readonly cut?: true } | { readonly hex: string; readonly cut?: true };

export interface Flow {
  readonly frames: number;
  readonly bytes: number;
}

export interface ProxyFacts {
  readonly name: string;
  readonly target: string;
  /** What a client is to dial. */
  readonly url: string;
  readonly enabled: boolean;
  /** The tool keeps what frames held, as far as it has room. */
  readonly payloads: boolean;
  readonly ageMs: number;
  readonly totals: {
    readonly accepted: number;
    readonly opened: number;
    readonly toServer: Flow;
    readonly toClient: Flow;
  };
}

export interface Connection {
  readonly id: number;
  readonly state: 'handshake' | 'open' | 'http' | 'rejected' | 'closed';
  readonly remotePort: number;
  readonly path?: string;
  readonly ageMs: number;
  readonly toServer: Flow;
  readonly toClient: Flow;
}

/** A fault as a scenario file writes it. */
export interface FaultEntry {
  readonly fault: string;
  readonly [key: string]: unknown;
}

export interface LiveFault {
  readonly id: string;
  readonly type: string;
  readonly state: 'waiting' | 'active';
  readonly explanation: string;
  readonly thrownAt: number;
  readonly startedAt: number | null;
  readonly remainingMs: number | null;
  readonly connections: number;
}

/** Milliseconds; `'censored'`: it has not come yet. */
export type Sample = number | 'censored' | null | undefined;

export interface Measurement {
  readonly number: number;
  readonly fault: string;
  readonly type: string;
  readonly explanation: string;
  readonly thrownAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Where `marks` count from. */
  readonly origin: number;
  readonly isFinal: boolean;
  readonly verdict: string;
  readonly reason?: string;
  readonly cause: string | null;
  readonly marks: { readonly detected: number | null; readonly open: number | null; readonly ready: number | null };
  readonly samples: {
    readonly detection?: Sample;
    readonly reconnect?: Sample;
    readonly recovery?: Sample;
    readonly outage?: Sample;
  };
}

interface Told {
  /** Ids rise. */
  readonly id: number;
  /** Milliseconds since the session began. */
  readonly t: number;
}

interface OnConnection extends Told {
  readonly connection: number;
}

export interface ToldFrame extends OnConnection {
  readonly kind: 'frame';
  readonly direction: Direction;
  readonly opcode: string;
  readonly fin: boolean;
  readonly rsv?: readonly (1 | 2 | 3)[];
  readonly masked: boolean;
  readonly length: number;
  readonly code?: number;
  readonly payload?: Payload;
  /** It was passed on before this was told. */
  readonly delivered: boolean;
}

export type FrameEntry = ToldFrame | (OnConnection & { readonly kind: 'delivered'; readonly frame: number });

export type EventEntry =
  | (OnConnection & { readonly kind: 'accepted' | 'open' })
  | (OnConnection & { readonly kind: 'reopened'; readonly lost: number; readonly afterMs: number })
  | (OnConnection & { readonly kind: 'detected'; readonly sign: string; readonly afterMs: number })
  | (OnConnection & {
      readonly kind: 'closed';
      readonly afterMs: number;
      readonly first?: { readonly side: string; readonly how: string };
    })
  | (OnConnection & { readonly kind: 'answer'; readonly status: number })
  | (OnConnection & { readonly kind: 'failed'; readonly message: string })
  | (Told & { readonly kind: 'fault'; readonly fault: string; readonly explanation: string })
  | (Told & { readonly kind: 'lifted'; readonly fault: string })
  | (Told & { readonly kind: 'disabled' | 'enabled' })
  | (Told & { readonly kind: 'note'; readonly text: string })
  | (Told & { readonly kind: 'disturbed'; readonly why: string });

/** A JSON Schema as plain data. */
export type Schema = { readonly [keyword: string]: unknown };

/** A fault type of the catalogue. */
export interface FaultType {
  readonly type: string;
  readonly layer: string;
  readonly lifetime: 'instant' | 'lasting';
  readonly summary: string;
  /** Of `with`. */
  readonly options: Schema;
  /** Settings beside `with` that it cannot heed. */
  readonly refuses: readonly string[];
}
