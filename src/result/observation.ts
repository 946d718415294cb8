import type { ClientEventKind } from '../base/client-event.ts';
import type { Instant } from '../base/clock.ts';
import type { FaultSign } from '../base/fault-sign.ts';

/** Connections are counted from 1 in the order of acceptance, clients from 1; 0 stands for one that nothing tells. */
interface OnConnection {
  readonly connection: number;
  readonly client: number;
  readonly t: Instant;
}

/** What the proxy saw, reduced to what a metric needs. */
export type WireObservation =
  /** TCP accept. */
  | (OnConnection & { readonly kind: 'accept' })
  /** The server's answer was forwarded: 101, or another status. */
  | (OnConnection & { readonly kind: 'open' })
  | (OnConnection & {
      readonly kind: 'rejected';
      readonly status: number;
      /** What the answer's `Retry-After` asks for. */
      readonly retryAfterMs?: number;
    })
  /**
   * The first complete application round trip, or what `traffic.ready` names instead; and again, once, the first one that
   * began after a fault had touched the connection: the sign that it lives. Without one, an answered heartbeat, or messages
   * that arrive in every direction in which any were sent, tell that at the end of the iteration.
   */
  | (OnConnection & { readonly kind: 'ready' })
  /** A Close frame of a peer's own (one that a fault injected is not here). */
  | (OnConnection & {
      readonly kind: 'close-frame';
      readonly side: 'client' | 'server';
      readonly code: number | undefined;
    })
  /** FIN or RST of a peer's own. */
  | (OnConnection & { readonly kind: 'end'; readonly side: 'client' | 'server'; readonly how: 'fin' | 'reset' })
  /** Both directions are finished. */
  | (OnConnection & { readonly kind: 'closed' })
  /** The server's side is gone, too. */
  | (OnConnection & { readonly kind: 'gone' })
  /** A sequenced message: sent, or delivered to the receiver. `stream` names sender and direction. */
  | {
      readonly kind: 'sent' | 'delivered';
      readonly direction: 'up' | 'down';
      readonly stream: string;
      readonly sequence: number;
      readonly t: Instant;
    };

/** What a fault did, told by the proxy. `connection` is missing for the listener and for the fault as a whole. */
export interface FaultObservation {
  readonly kind: 'fault-start' | 'injected' | 'affected' | 'fault-end';
  /** The id. */
  readonly fault: string;
  readonly connection: number | undefined;
  readonly t: Instant;
}

/** What a client told. */
export interface ClientObservation {
  readonly kind: ClientEventKind;
  readonly client: number;
  readonly t: Instant;
  readonly cause?: string;
  readonly code?: number;
  readonly err?: string;
}

/** What the runner saw itself. */
export type RunnerObservation =
  | { readonly kind: 'steady'; readonly t: Instant }
  /** A client's process or task ended by itself. */
  | {
      readonly kind: 'exit';
      readonly client: number;
      readonly t: Instant;
      readonly code: number | null;
      readonly signal: string | null;
      readonly lastLines: readonly string[];
    }
  /** The iteration ended: by success, by the timeout, or because it could not be measured. */
  | {
      readonly kind: 'finished';
      readonly t: Instant;
      readonly reason: 'done' | 'timeout' | 'disturbed';
      readonly why?: string;
    };

/** One thing that happened in an iteration. They come as they are told, which need not be the order of `t`. */
export type Observation =
  | ({ readonly source: 'wire' } & WireObservation)
  | ({ readonly source: 'fault' } & FaultObservation)
  | ({ readonly source: 'client' } & ClientObservation)
  | ({ readonly source: 'runner' } & RunnerObservation);

/** What a judge of an iteration must know beside the observations. */
export interface IterationContext {
  readonly index: number;
  /** What everything in the iteration was drawn from. */
  readonly seed: number;
  /** Where in the heartbeat period the fault fell, 0 … 1; `null` when no heartbeat was used. */
  readonly phase: number | null;
  readonly clients: number;
  /** Nothing tells the clients' connections apart: only figures that hold for the fleet as a whole can be right. */
  readonly isAmbiguous?: boolean;
  readonly faults: readonly FaultSummary[];
  readonly measure: { readonly from: string | undefined; readonly lifted: string | undefined };
  readonly timeoutMs: number;
  readonly heartbeat: HeartbeatSummary | undefined;
  /** p99 event-loop delay from `steady` on, or from the start where the client was never steady, ms; `null`: no sample. */
  readonly loopDelayMs: number | null;
  /** The longest, of any process that measured; missing: nobody looked. */
  readonly loopDelayMaxMs?: number | null;
  /** When the loop stood still meanwhile: what happened at such a time is known late. Missing: nobody looked. */
  readonly standstills?: readonly Standstill[];
  /** Above it the iteration is invalid. */
  readonly loopDelayLimitMs: number;
  /** Of the clients that printed anything; missing: nobody looked. */
  readonly outputs?: readonly ClientOutput[];
  /** What the runner gave the client; 0 means that no message was counted. */
  readonly countsMessages: boolean;
}

/** The last lines that a client printed and that were no events, oldest first. */
export interface ClientOutput {
  /** From 1. */
  readonly client: number;
  readonly lines: readonly string[];
}

/** The measuring process got round to nothing between these two. */
export interface Standstill {
  readonly from: Instant;
  readonly to: Instant;
}

/** A fault of the case, as far as metrics and timelines need it. */
export interface FaultSummary {
  readonly id: string;
  readonly type: string;
  readonly explanation: string;
  readonly lasting: boolean;
  readonly touchesNew: boolean;
  /** The listener is closed while it lasts, so refused dials cannot be seen on the wire. */
  readonly unbinds: boolean;
  readonly benign: boolean;
  /** It does something only to frames that match: where none came, nothing was changed. */
  readonly picksFrames: boolean;
  /** What a client sees of it. */
  readonly sign: FaultSign;
  /** It does that to what comes to the client; false where what goes to the server alone is touched. */
  readonly reachesClient: boolean;
}

/** The client's heartbeat, declared or measured; gives the detection bound. */
export interface HeartbeatSummary {
  /** `ping` and `tick` ask by protocol pings, `app` by messages; `server` and `idle` only listen. */
  readonly style: 'ping' | 'app' | 'tick' | 'server' | 'idle' | 'none';
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Of `tick`, `server` and `idle`: its beats are messages, not protocol pings. */
  readonly byMessages?: boolean;
}
