import { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import { duration } from '../base/duration-schema.ts';
import type { ConnectionAction, ListenerAction, WakeAction } from './action.ts';
import { createConnectionBucket } from './connection-bucket.ts';
import { connectionRate, formatConnectionRate } from './connection-rate.ts';
import { defineFault } from './define-fault.ts';
import { resetActions } from './ending.ts';
import { httpAnswer, httpStatus } from './http-answer.ts';

/** The capacity of a server that recovers. Whoever was admitted lives on, also when the fault is lifted. */
export const limit = defineFault({
  type: 'limit',
  layer: 'connect',
  appliesTo: 'listener',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Admit only so many connections at once, or so many new ones a second.',
  wireFact:
    'beyond the limit a closed port, RST right after accept, or an HTTP answer to the upgrade; within it nothing changes',
  options: z
    .strictObject({
      connections: z.int().min(1).optional().describe('At once; those that are up when the fault starts count.'),
      rate: connectionRate.optional().describe('New ones, such as 20/s: 20 at once, then one every 50 ms.'),
      then: z
        .enum(['refuse', 'reset', 'reject'])
        .default('refuse')
        .describe('What the others meet; with refuse, a RST if the port had taken them already.'),
      status: httpStatus.optional().describe('Of the answer, for `then: reject`. Default: 503.'),
      retryAfter: duration.optional().describe('For `then: reject`, in whole seconds, rounded up. Default: 1s.'),
    })
    .refine(({ connections, rate }) => connections !== undefined || rate !== undefined, {
      error: 'expected "connections", such as 100, or "rate", such as "20/s", or both',
    })
    .refine(({ then, status }) => then === 'reject' || status === undefined, {
      path: ['status'],
      error: 'only an answer has a status: add "then: reject"',
    })
    .refine(({ then, retryAfter }) => then === 'reject' || retryAfter === undefined, {
      path: ['retryAfter'],
      error: 'only an answer has a Retry-After: add "then: reject"',
    })
    .transform(({ retryAfter = 1_000, status = 503, ...options }) => ({
      ...options,
      answer: httpAnswer({ status, retryAfterMs: retryAfter }),
    })),
  example: { connections: 100, rate: '20/s', then: 'reject' },
  // Whoever meets a closed port is seen by nobody.
  refuses: ({ then }) => (then === 'refuse' ? { count: 'counts nobody with "then: refuse"' } : {}),
  explain: ({ connections, rate, then, answer }) => {
    const limits = [
      ...(connections === undefined ? [] : [`${connections} connections`]),
      ...(rate === undefined ? [] : [`${formatConnectionRate(rate)} new ones`]),
    ];
    return `admit ${limits.join(' and ')}, ${then === 'reject' ? `answer ${answer.status} to` : then} the others`;
  },
  create: ({ connections = Number.POSITIVE_INFINITY, rate, then, answer }) => {
    const admitted = new Set<number>();
    const bucket = rate && createConnectionBucket(rate);
    const turnAway: readonly ConnectionAction[] =
      then === 'reject' ? [{ kind: 'respond', answer }] : resetActions(['client']);
    let isClosed = false;

    /** From when on there is room; without an end while all places are taken. */
    const roomAt = (): Instant => {
      if (admitted.size >= connections) return Number.POSITIVE_INFINITY;
      return bucket?.nextAt() ?? Number.NEGATIVE_INFINITY;
    };

    const moveDoor = (now: Instant): readonly (ListenerAction | WakeAction)[] => {
      if (then !== 'refuse') return [];
      const at = roomAt();
      const isFull = at > now;
      const wake = isFull && at !== Number.POSITIVE_INFINITY ? [{ kind: 'wake', at } as const] : [];
      if (isFull === isClosed) return wake;
      isClosed = isFull;
      return [{ kind: isFull ? 'close-listener' : 'open-listener' }, ...wake];
    };

    return {
      onStart: (now, live) => {
        for (const connection of live) admitted.add(connection);
        return moveDoor(now);
      },
      onAccept: (connection, now) => {
        if (roomAt() > now) return turnAway;
        admitted.add(connection);
        bucket?.take(now);
        return moveDoor(now);
      },
      onGone: (connection, now) => {
        admitted.delete(connection);
        return moveDoor(now);
      },
      onWake: moveDoor,
      onLift: () => (isClosed ? [{ kind: 'open-listener' }] : []),
    };
  },
});
