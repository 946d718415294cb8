import type { Direction } from '../wire/frame.ts';
import type { FaultDefinition } from './define-fault.ts';
import type { FrameMatcher } from './frame-matcher.ts';

/** What can start or end a fault. */
export const triggerEvents = [
  'connect',
  'handshake',
  'open',
  'message',
  'frame',
  'ping',
  'pong',
  'close',
  'disconnect',
  'loss',
  'ready',
  'fault-start',
  'fault-end',
] as const;
export type TriggerEvent = (typeof triggerEvents)[number];

/** An event to wait for: `{event: message, nth: 4, direction: to-client}`. */
export interface EventTrigger {
  readonly event: TriggerEvent;
  /** The nth one that matches, from 1; default 1. */
  readonly nth: number | undefined;
  /** Every nth one that matches, again and again; excludes `nth`. */
  readonly every: number | undefined;
  readonly match: FrameMatcher | undefined;
  readonly direction: Direction | 'both' | undefined;
  /** Only of this connection, from 1 in the order of acceptance. */
  readonly connection: number | undefined;
  /** Of which fault, by id, for `fault-start` and `fault-end`. */
  readonly fault: string | undefined;
  readonly delayMs: number;
}

/** When a fault takes effect. */
export type FaultStart =
  /** So long after `steady`. */
  { readonly kind: 'at'; readonly offsetMs: number } | { readonly kind: 'when'; readonly trigger: EventTrigger };

/** How long it stays. */
export type FaultLifetime =
  | { readonly kind: 'instant' }
  | { readonly kind: 'for'; readonly durationMs: number }
  | { readonly kind: 'until'; readonly trigger: EventTrigger }
  /** Until it has touched so many connections (connect and handshake faults), frames or chunks. */
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'end-of-iteration' };

/** Which connections it touches. */
export type ConnectionSelector =
  | { readonly kind: 'all' }
  | { readonly kind: 'new' }
  | { readonly kind: 'existing' }
  /** All the conditions given must hold. Connections and clients are counted from 1. */
  | {
      readonly kind: 'matching';
      readonly nth: number | undefined;
      /** The first so many. */
      readonly first: number | undefined;
      /** The request's path, without the query; `*` stands for anything. */
      readonly path: string | undefined;
      /** Header name in lower case → its value; `*` stands for anything. */
      readonly header: Readonly<Record<string, string>> | undefined;
      readonly client: number | undefined;
    };

/** One fault of a scenario, ready to be armed. */
export interface FaultPlan {
  readonly id: string;
  readonly definition: FaultDefinition;
  /** What `definition.options` made of `with`. */
  readonly options: unknown;
  readonly start: FaultStart;
  readonly lifetime: FaultLifetime;
  readonly direction: Direction | 'both';
  readonly connections: ConnectionSelector;
  /** Per connection for connect and handshake faults, per frame or chunk for flows; 0 … 1. */
  readonly probability: number;
  /** Must not cause a reconnect. */
  readonly benign: boolean;
}

/** True when connections made while the fault is active meet it. */
export function touchesNewConnections(plan: FaultPlan): boolean {
  if (plan.lifetime.kind === 'instant') return false;
  return plan.definition.appliesTo === 'listener' || plan.connections.kind !== 'existing';
}
