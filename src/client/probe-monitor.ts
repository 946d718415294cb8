import type { HeartbeatPolicy } from '../base/client-policy.ts';
import type { Instant } from '../base/clock.ts';
import type { HeartbeatMonitor, HeartbeatOrder } from './heartbeat-contract.ts';
import { countsAsLife } from './life-sign.ts';

/** More unanswered beats than this are not sent; only a timeout of very many intervals gets here. */
const maxUnanswered = 1_000;

interface Beat {
  readonly beat: number;
  readonly deadline: Instant;
}

/**
 * Asks every interval, and gives each beat a timeout of its own: the link is dead between Ht and Hi + Ht after the last sign
 * of life. A beat that went out before a stop of this process is followed by one, not by all that were missed.
 */
export function createProbeMonitor(policy: HeartbeatPolicy, cause: string, startAt: Instant): HeartbeatMonitor {
  const { intervalMs, timeoutMs, maxMissed } = policy;
  const unanswered: Beat[] = [];
  let nextBeatAt = startAt + intervalMs;
  let lastBeat = 0;
  let lastAnswered = 0;
  let missed = 0;
  let overdueSince: Instant | undefined;
  let dead = false;

  const forgetMisses = (): boolean => {
    const wasSuspect = missed > 0;
    missed = 0;
    overdueSince = undefined;
    return wasSuspect;
  };

  /** Takes the beats whose time is over; the first that is found starts the second look. */
  const judge = (now: Instant): HeartbeatOrder[] => {
    const oldest = unanswered[0];
    if (oldest === undefined || now < oldest.deadline) return [];
    if (overdueSince === undefined) {
      overdueSince = now;
      return [];
    }
    overdueSince = undefined;
    unanswered.shift();
    missed++;
    if (missed < maxMissed) return [{ kind: 'suspect' }];
    dead = true;
    return [{ kind: 'dead', cause }];
  };

  const beat = (now: Instant): HeartbeatOrder[] => {
    if (now < nextBeatAt) return [];
    nextBeatAt += intervalMs;
    if (nextBeatAt <= now) nextBeatAt = now + intervalMs;
    if (unanswered.length >= maxUnanswered) return [];
    lastBeat++;
    unanswered.push({ beat: lastBeat, deadline: now + timeoutMs });
    return [{ kind: 'beat', beat: lastBeat }];
  };

  return {
    nextDueAt() {
      if (dead) return undefined;
      return Math.min(nextBeatAt, overdueSince ?? unanswered[0]?.deadline ?? Number.POSITIVE_INFINITY);
    },
    tick(now) {
      if (dead) return [];
      const verdict = judge(now);
      return dead ? verdict : [...verdict, ...beat(now)];
    },
    observe(sign) {
      if (dead || !countsAsLife(sign, policy)) return false;
      if (sign.kind !== 'answer') {
        unanswered.length = 0;
        return forgetMisses();
      }
      // A pong answers the most recent ping and so all before it (RFC 6455 §5.5.3); one seen before, or never asked for, none.
      if (sign.beat <= lastAnswered || sign.beat > lastBeat) return false;
      lastAnswered = sign.beat;
      while (unanswered[0] !== undefined && unanswered[0].beat <= sign.beat) unanswered.shift();
      return forgetMisses();
    },
  };
}
