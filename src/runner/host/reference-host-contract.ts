import type { ClientPolicy } from '../../base/client-policy.ts';
import type { Instant } from '../../base/clock.ts';
import type { TrafficSpec } from '../../scenario/scenario-case.ts';
import type { Lateness } from '../loop-delay.ts';
import type { ClientTrust, StampedClientEvent } from '../subject/subject.ts';

/** What all clients of a host have in common. */
export interface ReferenceHostTask {
  readonly policy: ClientPolicy;
  readonly traffic: TrafficSpec['send'];
  readonly numbersMessages: boolean;
  readonly namesItself: boolean;
}

/** What a host of reference clients is told; `begin` comes first. */
export type ReferenceHostOrder =
  | ({ readonly kind: 'begin' } & ReferenceHostTask)
  | {
      readonly kind: 'start';
      readonly client: number;
      readonly url: string;
      readonly tls?: ClientTrust | undefined;
      readonly seed: number;
      readonly iteration: number;
    }
  | { readonly kind: 'close'; readonly client: number }
  /** Asks how late the host was between two instants. */
  | { readonly kind: 'lateness'; readonly from: Instant; readonly to: Instant };

/** What it tells; all instants are its own, on the one clock. */
export type ReferenceHostReport =
  | { readonly kind: 'begun' }
  | { readonly kind: 'event'; readonly client: number; readonly event: StampedClientEvent }
  | {
      readonly kind: 'sent' | 'delivered';
      readonly stream: string;
      readonly sequence: number;
      readonly t: Instant;
    }
  /** A client could not be started. */
  | { readonly kind: 'failed'; readonly client: number; readonly why: string }
  | { readonly kind: 'closed'; readonly client: number }
  | { readonly kind: 'lateness'; readonly lateness: Lateness };
