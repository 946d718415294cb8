import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultClientPolicy, type ReconnectPolicy } from '../../src/base/client-policy.ts';
import { createRandom } from '../../src/base/random.ts';
import type { Loss } from '../../src/client/cause.ts';
import { createReconnectPlanner, type ReconnectPlanner } from '../../src/client/reconnect-decision.ts';

const half = { next: () => 0.5 };
const reset: Loss = { cause: 'tcp.reset' };

function createPlanner(policy: Partial<ReconnectPolicy>): ReconnectPlanner {
  const planner = createReconnectPlanner(
    { ...defaultClientPolicy.reconnect, backoff: 'exponential', initialMs: 100, ...policy },
    half,
  );
  planner.begin(0);
  return planner;
}

const retry = (attempt: number, delayMs: number) => ({ kind: 'retry', attempt, delayMs });
const giveUp = { kind: 'give-up' };

describe('the counter', () => {
  test('goes on over connections that became ready and were lost too soon', () => {
    const planner = createPlanner({ resetAfterMs: 5_000 });
    expect(planner.decide(reset, 0, 4_999)).toEqual(retry(1, 100));
    expect(planner.decide(reset, 10_000, 14_999)).toEqual(retry(2, 200));
    expect(planner.decide(reset, undefined, 20_000)).toEqual(retry(3, 400));
  });

  test('starts again after a connection that stayed ready for resetAfter', () => {
    const planner = createPlanner({ resetAfterMs: 5_000 });
    planner.decide(reset, undefined, 0);
    planner.decide(reset, undefined, 200);
    expect(planner.decide(reset, 1_000, 6_000)).toEqual(retry(1, 100));
  });
});

describe('the first wait after a loss', () => {
  test.each([
    ['follows the backoff', 'backoff', [100, 200]],
    ['is none, and the series begins behind it', 'immediate', [0, 100]],
    ['is drawn from a range, and the series begins behind it', { randomMs: [1_000, 3_000] }, [2_000, 100]],
  ] as const)('%s', (_title, first, delays) => {
    const planner = createPlanner({ first });
    expect(planner.decide(reset, 0, 100)).toEqual(retry(1, delays[0]));
    expect(planner.decide(reset, undefined, 200)).toEqual(retry(2, delays[1]));
  });

  test('is of no concern to an attempt that never became ready', () => {
    expect(createPlanner({ first: 'immediate' }).decide(reset, undefined, 100)).toEqual(retry(1, 100));
  });

  test('is granted once to a flapping server, not at each flap', () => {
    const planner = createPlanner({ first: 'immediate', resetAfterMs: 5_000 });
    expect([1, 2, 3].map((t) => planner.decide(reset, t, t + 1))).toEqual([retry(1, 0), retry(2, 100), retry(3, 200)]);
  });
});

describe('gives up', () => {
  test('after maxAttempts retries', () => {
    const planner = createPlanner({ maxAttempts: 2 });
    expect([1, 2, 3].map((t) => planner.decide(reset, undefined, t))).toEqual([retry(1, 100), retry(2, 200), giveUp]);
  });

  test('when the next attempt would begin after maxElapsed', () => {
    const planner = createPlanner({ maxElapsedMs: 250 });
    expect(planner.decide(reset, undefined, 10)).toEqual(retry(1, 100));
    expect(planner.decide(reset, undefined, 51)).toEqual(giveUp);
  });

  test('counting maxElapsed from the last loss of a stable connection', () => {
    const planner = createPlanner({ maxElapsedMs: 250, resetAfterMs: 1_000 });
    expect(planner.decide(reset, 10, 60_000)).toEqual(retry(1, 100));
    expect(planner.decide(reset, undefined, 60_051)).toEqual(giveUp);
  });

  test.each([
    ['a fatal close code', { fatalCloseCodes: [4000] }, { cause: 'close:4000', code: 4000 }],
    ['a fatal status', { fatalStatuses: [404] }, { cause: 'upgrade.status:404', status: 404 }],
  ] as const)('at once on %s', (_title, policy, loss) => {
    expect(createPlanner(policy).decide(loss, undefined, 0)).toEqual(giveUp);
  });
});

describe('an authentication failure', () => {
  test.each([
    ['by close code', { cause: 'close:4401', code: 4401 }],
    ['by status', { cause: 'upgrade.status:401', status: 401 }],
  ] as const)('%s has one retry, with fresh credentials', (_title, loss) => {
    const planner = createPlanner({});
    expect(planner.decide(loss, undefined, 0)).toEqual(retry(1, 100));
    expect(planner.decide(loss, undefined, 1)).toEqual(giveUp);
  });

  test('has its retry again after a stable connection', () => {
    const planner = createPlanner({ resetAfterMs: 100 });
    const loss = { cause: 'close:4401', code: 4401 };
    expect(planner.decide(loss, undefined, 0)).toEqual(retry(1, 100));
    expect(planner.decide(loss, 200, 300)).toEqual(retry(1, 100));
  });
});

describe('Retry-After', () => {
  const busy: Loss = { cause: 'upgrade.status:503', status: 503, retryAfterMs: 2_000 };

  test.each([
    ['is the least wait', { backoff: 'exponential' }, 2_000],
    ['is spread over the first backoff step where there is jitter', { backoff: 'full-jitter' }, 2_050],
    ['does not shorten a longer wait', { backoff: 'fixed', initialMs: 3_000 }, 3_000],
    ['is ignored on request', { respectRetryAfter: false }, 100],
  ] as const)('%s', (_title, policy, delayMs) => {
    expect(createPlanner(policy).decide(busy, undefined, 0)).toEqual(retry(1, delayMs));
  });
});

test('one seed gives one schedule', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const schedule = () => {
        const planner = createReconnectPlanner(defaultClientPolicy.reconnect, createRandom(seed));
        planner.begin(0);
        return Array.from({ length: 12 }, (_, index) => planner.decide(reset, undefined, index * 1_000));
      };
      expect(schedule()).toEqual(schedule());
    }),
  );
});
