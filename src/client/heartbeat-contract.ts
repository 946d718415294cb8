import type { Instant } from '../base/clock.ts';

/** Something that came from the server. */
export type LifeSign =
  | { readonly kind: 'bytes' }
  | { readonly kind: 'frame' }
  | { readonly kind: 'message' }
  /** The answer to a beat, numbered as in {@link HeartbeatOrder}. */
  | { readonly kind: 'answer'; readonly beat: number }
  | { readonly kind: 'server-ping' };

/** What the monitor wants done. */
export type HeartbeatOrder =
  /** Send a heartbeat; beats are counted from 1. */
  | { readonly kind: 'beat'; readonly beat: number }
  /** A heartbeat was missed; the next may still be answered. */
  | { readonly kind: 'suspect' }
  | { readonly kind: 'dead'; readonly cause: string };

/** Watches one connection, from its being ready on. Pure: the owner brings the time and carries out the orders. */
export interface HeartbeatMonitor {
  /** When `tick` is to be called next; `undefined` when there is nothing to wait for. Signs move it later, never earlier. */
  nextDueAt(): Instant | undefined;
  /** What is due; after `dead` nothing is due any more. */
  tick(now: Instant): readonly HeartbeatOrder[];
  /** True when the sign ended a suspicion. */
  observe(sign: LifeSign, now: Instant): boolean;
}
