import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createConnectionBucket } from '../../src/faults/connection-bucket.ts';

const anyRate = fc.record({ count: fc.integer({ min: 1, max: 500 }), perMs: fc.constantFrom(1_000, 60_000) });
/** Instants as the monotonic clock gives them. */
const anyNow = fc.double({ min: 0, max: 1e10, noNaN: true });

describe('a bucket of connections', () => {
  test('lets as many in at once as its unit allows, then one after the other, evenly', () => {
    fc.assert(
      fc.property(anyRate, anyNow, (rate, now) => {
        const bucket = createConnectionBucket(rate);
        for (let taken = 0; taken < rate.count; taken++) {
          expect(bucket.nextAt()).toBeLessThanOrEqual(now);
          bucket.take(now);
        }
        for (let more = 1; more <= 3; more++) {
          const at = bucket.nextAt();
          expect(at - now).toBeCloseTo((more * rate.perMs) / rate.count, 1);
          expect(at).toBeGreaterThan(now);
          bucket.take(at);
        }
      }),
    );
  });

  test('never lets more in than the rate and one full bucket, whenever they come', () => {
    const gaps = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, (each) => {
        const bucket = createConnectionBucket({ count: 20, perMs: 1_000 });
        let now = 0;
        let admitted = 0;
        for (const gap of each) {
          now += gap;
          if (bucket.nextAt() > now) continue;
          bucket.take(now);
          admitted++;
        }
        expect(admitted).toBeLessThanOrEqual(20 + now / 50 + 0.01);
      }),
    );
  });

  test('is full again after one unit of rest, and never fuller', () => {
    const bucket = createConnectionBucket({ count: 2, perMs: 1_000 });
    for (const at of [0, 0, 60_000, 60_000]) bucket.take(at);
    expect(bucket.nextAt()).toBeCloseTo(60_500, 1);
  });
});
