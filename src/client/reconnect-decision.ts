import type { ReconnectPolicy } from '../base/client-policy.ts';
import type { Instant } from '../base/clock.ts';
import { drawBetween, type Random } from '../base/random.ts';
import { createBackoffSeries } from './backoff.ts';
import type { Loss } from './cause.ts';

/** What to do about a loss. */
export type ReconnectDecision =
  | { readonly kind: 'retry'; readonly attempt: number; readonly delayMs: number }
  | { readonly kind: 'give-up' };

/** Decides after each loss whether and when to dial again; holds the counters that outlive a connection. */
export interface ReconnectPlanner {
  /** Before the first dial, which does not wait and is attempt 0. */
  begin(now: Instant): void;
  /** `readyAt` is when the lost connection became ready, `undefined` when it never did. */
  decide(loss: Loss, readyAt: Instant | undefined, now: Instant): ReconnectDecision;
}

/**
 * Attempts are counted from 1, over everything since the last connection that stayed ready for `resetAfterMs` (or since the
 * start): a server that accepts and drops at once cannot reset the backoff. `first` replaces the wait before attempt 1 after a
 * connection that had been ready; the series begins behind it.
 */
export function createReconnectPlanner(policy: ReconnectPolicy, random: Random): ReconnectPlanner {
  const series = createBackoffSeries(policy, random);
  let attempt = 0;
  let troubledSince: Instant = 0;
  let triedFreshCredentials = false;

  const restart = (now: Instant): void => {
    series.restart();
    attempt = 0;
    troubledSince = now;
    triedFreshCredentials = false;
  };

  const isFinal = ({ code, status }: Loss): boolean => {
    if (includes(policy.fatalCloseCodes, code) || includes(policy.fatalStatuses, status)) return true;
    if (!includes(policy.authCloseCodes, code) && !includes(policy.authStatuses, status)) return false;
    const wasFresh = triedFreshCredentials;
    triedFreshCredentials = true;
    return wasFresh;
  };

  const waitMs = (wasReady: boolean): number => {
    if (!wasReady || attempt > 0 || policy.first === 'backoff') return series.next();
    return policy.first === 'immediate' ? 0 : drawBetween(random, ...policy.first.randomMs);
  };

  /** Those that were all told one time would all come back at one time. */
  const retryAfterMs = (toldMs: number | undefined): number => {
    if (toldMs === undefined || !policy.respectRetryAfter) return 0;
    return policy.backoff.endsWith('-jitter') ? toldMs + drawBetween(random, 0, policy.initialMs) : toldMs;
  };

  return {
    begin: restart,
    decide(loss, readyAt, now) {
      if (readyAt !== undefined && now - readyAt >= policy.resetAfterMs) restart(now);
      if (isFinal(loss)) return { kind: 'give-up' };
      if (attempt >= (policy.maxAttempts ?? Number.POSITIVE_INFINITY)) return { kind: 'give-up' };
      const delayMs = Math.max(waitMs(readyAt !== undefined), retryAfterMs(loss.retryAfterMs));
      if (now + delayMs - troubledSince > (policy.maxElapsedMs ?? Number.POSITIVE_INFINITY)) return { kind: 'give-up' };
      attempt++;
      return { kind: 'retry', attempt, delayMs };
    },
  };
}

function includes(numbers: readonly number[], number: number | undefined): boolean {
  return number !== undefined && numbers.includes(number);
}
