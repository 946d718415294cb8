import { describe, expect, test } from 'vitest';
import { ambiguity } from '../../../src/result/ambiguity.ts';
import { findBackoff } from '../../../src/result/backoff/find-backoff.ts';
import { unseenDials } from '../../../src/result/sample-attempts.ts';
import { iterationOf } from '../iteration.ts';
import { seriesOf } from './dial-series.ts';

const doubling = seriesOf([
  ['loss', 100],
  ['nothing', 200],
  ['nothing', 400],
  ['nothing', 800],
]);

test('a shape with the number of gaps and iterations behind it', () => {
  const iterations = [0, 1, 2].map((index) => iterationOf(index, {}, { dials: [doubling] }));
  expect(findBackoff(iterations)).toMatchObject({
    ...{ gaps: 12, iterations: 3, dials: 4, longestMs: 800, source: 'client' },
    shape: { kind: 'exponential', factor: 2, initialMs: 100, jitter: 'none', capMs: null },
  });
});

describe('waits that the machine was late for', () => {
  const late = {
    ...doubling,
    dials: doubling.dials.map((dial, place) => (place < 2 ? { ...dial, lateMs: 300 } : dial)),
  };
  const found = (...dials: (typeof doubling)[]) =>
    findBackoff(dials.map((one, index) => iterationOf(index, {}, { dials: [one], noise: { loop: 300 } })));

  test('are left out, and counted', () => {
    const later = doubling.dials.map((dial) => ({ ...dial, waitMs: (dial.waitMs ?? 0) + 250, lateMs: 300 }));
    const result = found(doubling, doubling, { ...doubling, dials: later });
    expect(result).toMatchObject({ gaps: 8, late: { gaps: 4, mostMs: 300 }, longestMs: 800, rivals: [] });
    expect(result?.shape).toMatchObject({ kind: 'exponential', factor: 2, initialMs: 100 });
  });

  test('leave a shape that cannot be told', () => {
    expect(found(late)).toMatchObject({
      gaps: 2,
      shape: null,
      unknown: 'cannot tell the shape: the machine was too busy',
    });
  });
});

describe('a wait that Retry-After asked for', () => {
  const told = (waitMs: number, ownMs = 50) =>
    iterationOf(
      0,
      {},
      {
        dials: [
          seriesOf([
            ['loss', ownMs],
            [503, waitMs, 1000],
            [503, waitMs, 1000],
          ]),
        ],
      },
    );

  test('and got is none of the backoff', () => {
    expect(findBackoff([told(1004)])?.unknown).toBe(
      'too few waits to tell the shape beside those that Retry-After asked for',
    );
    expect(findBackoff([told(1004)])).toMatchObject({ gaps: 1, shape: null, retryAfter: { answers: 2, respected: 2 } });
  });

  test('and may have been its own anyway is one', () => {
    expect(findBackoff([told(5000, 5000)])).toMatchObject({ gaps: 3, longestMs: 5000, retryAfter: { unclear: 2 } });
  });

  test('and did not get is one', () => {
    expect(findBackoff([told(100)])).toMatchObject({ gaps: 3, retryAfter: { respected: 0 } });
  });
});

test.each([
  ['nobody saw', unseenDials],
  ['nothing tells apart', ambiguity],
])('dials that %s are not guessed at', (_what, reason) => {
  const hidden = iterationOf(0, { attempts: null }, { unobservable: { attempts: reason } });
  expect(findBackoff([hidden])).toMatchObject({ gaps: 0, iterations: 1, shape: null, unknown: reason });
});

test('a client that never had to dial twice has none', () => {
  expect(findBackoff([iterationOf(0, { attempts: 1 })])).toBeUndefined();
});

test('of a herd that hammers, more waits are told of than a call takes arguments', () => {
  const wait = { t: 0, after: 'nothing', waitMs: 0, lateMs: 0 } as const;
  const dials = [{ ...seriesOf([]), dials: Array.from({ length: 150_000 }, () => wait) }];
  expect(findBackoff([iterationOf(0, {}, { dials })])).toMatchObject({ gaps: 150_000, longestMs: 0 });
  const late = [{ ...seriesOf([]), dials: Array.from({ length: 150_000 }, () => ({ ...wait, lateMs: 20 })) }];
  expect(findBackoff([iterationOf(0, {}, { dials: late })])?.late).toEqual({ gaps: 150_000, mostMs: 20 });
});
