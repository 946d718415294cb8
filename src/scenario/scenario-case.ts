import type { ClientPolicy } from '../base/client-policy.ts';
import type { Expectation } from '../base/expectation.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { FrameMatcher } from '../faults/frame-matcher.ts';

/** A server of our own; what it does not have it does without. */
export interface BuiltinTargetSpec {
  readonly kind: 'builtin';
  readonly server: 'echo' | 'ticker' | 'chat';
  /** Of ticker's messages. */
  readonly intervalMs: number;
  /** Characters that each of ticker's messages is filled up with. */
  readonly padding?: number;
  /** It drops a client that does not answer its pings. */
  readonly heartbeat?: { readonly intervalMs: number; readonly timeoutMs: number };
  /** It drops a connection that has sent no request by then. */
  readonly handshakeTimeoutMs?: number;
  /** It drops a client for which more waits to be sent. */
  readonly maxBufferedBytes?: number;
  /** It takes part in `permessage-deflate`. */
  readonly deflate?: boolean;
}

/** Where the proxy connects to. Commands run in the scenario file's folder. */
export type TargetSpec =
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly rejectUnauthorized: boolean;
    }
  | BuiltinTargetSpec
  | {
      readonly kind: 'command';
      readonly command: readonly string[];
      readonly url: string;
      /** A line of its output that contains this text means that it is up; without it, that its port accepts. */
      readonly ready: string | undefined;
      readonly cwd: string;
    };

/** Where the proxy listens; `tls` terminates TLS. */
export interface ListenSpec {
  /** `127.0.0.1`, `::1`, … */
  readonly host: string;
  /** 0: any free port below the ephemeral range. */
  readonly port: number;
  readonly tls: 'self-signed' | { readonly cert: string; readonly key: string } | undefined;
}

/** The heartbeat that somebody else's client is said to have. Tells the period to sweep, and the bound. */
export interface DeclaredHeartbeat {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** The rows of the table "Detection bound" of the README. */
  readonly style: 'ping' | 'app' | 'tick' | 'server' | 'idle' | 'none';
  /** What the beats are, where they are messages among others. */
  readonly frames?: FrameMatcher | undefined;
}

interface ClientCommon {
  readonly count: number;
  /** The clients start spread over this time. */
  readonly startOverMs: number;
}

/** A page: what a browser can open by itself, or a file. */
export type PageSpec =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

/** The client under test. Paths are resolved against the scenario file's folder. */
export type ClientSpec =
  | (ClientCommon & { readonly kind: 'reference'; readonly policy: ClientPolicy })
  | (ClientCommon & {
      readonly kind: 'command';
      readonly command: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
      readonly heartbeat: DeclaredHeartbeat | undefined;
    })
  | (ClientCommon & {
      readonly kind: 'module';
      readonly module: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly cwd: string;
      readonly heartbeat: DeclaredHeartbeat | undefined;
    })
  | (ClientCommon & {
      readonly kind: 'browser';
      readonly page: PageSpec;
      /** `seeded`: the page's `Math.random` is drawn from the iteration's seed. */
      readonly random: 'seeded' | 'native';
      readonly executablePath: string | undefined;
      /** More flags of the browser. */
      readonly args: readonly string[];
      readonly heartbeat: DeclaredHeartbeat | undefined;
    })
  | (ClientCommon & {
      readonly kind: 'external';
      /** What tells several of them apart: the value of a header or query parameter, or the path without the query. */
      readonly identify:
        | { readonly by: 'header' | 'query'; readonly name: string }
        | { readonly by: 'path' }
        | undefined;
      readonly heartbeat: DeclaredHeartbeat | undefined;
    });

/** What the reference client sends, and what counts as ready. */
export interface TrafficSpec {
  readonly send: { readonly everyMs: number; readonly text: string; readonly format: 'text' | 'json' } | undefined;
  /**
   * The event that means ready, in place of the first round trip: `open`, `message` (to the client), `pong`; `told`: only what
   * the client itself tells.
   */
  readonly ready: 'round-trip' | 'open' | 'message' | 'pong' | 'told';
  /** The member of JSON messages that carries a sequence number, for clients without the envelope. */
  readonly sequence: string | undefined;
}

export interface RepeatSpec {
  readonly count: number;
  /** Iterations before the first that counts; not measured. */
  readonly warmup: number;
  readonly phase: 'sweep' | 'random' | 'none';
  /** Replays one iteration: every iteration at this phase (0 … 1), whatever `phase` says. */
  readonly fixedPhase?: number;
  /** Without one the run's seed is used. */
  readonly seed: number | undefined;
  /** Share of `count` (0 … 1) that may be invalid and is replaced. */
  readonly maxInvalid: number;
  /** Of a shard: `count` iterations from `first` on, of `of` in the whole case. */
  readonly part?: { readonly first: number; readonly of: number };
}

/** One case: a scenario with one combination of its matrix, everything resolved. */
export interface ScenarioCase {
  /** `drop-pongs/normal`; the scenario's name alone without a matrix. Unique in a run. */
  readonly id: string;
  readonly name: string;
  /** As it was named on the command line, or `builtin:refuse`. */
  readonly file: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** Key of the matrix → label of its value here. */
  readonly matrix: Readonly<Record<string, string>>;
  readonly target: TargetSpec;
  readonly listen: ListenSpec;
  readonly client: ClientSpec;
  readonly traffic: TrafficSpec;
  readonly faults: readonly FaultPlan[];
  /** The same, as they are written. */
  readonly faultEntries: readonly ({ readonly fault: string } & Readonly<Record<string, unknown>>)[];
  /** Fault ids. */
  readonly measure: { readonly from: string | undefined; readonly lifted: string | undefined };
  readonly timeoutMs: number;
  readonly repeat: RepeatSpec;
  readonly expectations: readonly Expectation[];
  /** Canonical JSON of the expanded case without `expect`, `description` and `tags`; two cases with one text are comparable. */
  readonly fingerprint: string;
}
