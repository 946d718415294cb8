import type { Instant } from '../../base/clock.ts';
import type { BuiltinTargetSpec } from '../../scenario/scenario-case.ts';
import type { Lateness } from '../loop-delay.ts';

/** What the process of a built-in server is told; `begin` comes first. */
export type ServerHostOrder =
  | { readonly kind: 'begin'; readonly spec: BuiltinTargetSpec }
  /** Asks how late it was between two instants. */
  | { readonly kind: 'lateness'; readonly from: Instant; readonly to: Instant };

/** What it tells. */
export type ServerHostReport =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'failed'; readonly why: string }
  | {
      readonly kind: 'sent' | 'delivered';
      readonly stream: string;
      readonly sequence: number;
      readonly t: Instant;
    }
  | { readonly kind: 'lateness'; readonly lateness: Lateness };
