import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { readArrivals } from '../../src/result/read-arrivals.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { anyContext, anyStream } from './any-stream.ts';
import { accept, comeBack, contextOf, fault, finished, refuse, reset, startUp } from './stream.ts';

const cuts = (clients: number) =>
  Array.from({ length: clients }, (_, index) => fault(1000, 'injected', 'reset', index + 1));

const read = (clients: number, after: readonly Observation[], end: 'done' | 'timeout' = 'done') =>
  readArrivals(
    readEpisode(
      [...startUp(clients), ...after, finished(30_000, end)],
      contextOf({ clients, faults: [refuse, reset] }),
    ),
  );

describe('the arrival curve', () => {
  it('counts attempts and readies in buckets since the injection', () => {
    const after = [
      ...cuts(2),
      accept(1000.5, { connection: 3, client: 1 }),
      ...comeBack(1001.5, 4, 1),
      ...comeBack(1001.9, 5, 2),
    ];
    expect(read(2, after)).toEqual({
      lost: 2,
      bucketMs: 1,
      attempts: [1, 2, ...Array<number>(12).fill(0)],
      back: [...Array<number>(13).fill(0), 2],
    });
  });

  it.each([
    ['1 ms up to 200 ms', 187, 1, 200],
    ['2 ms beyond it', 188, 2, 101],
    ['100 ms for ten seconds and more', 12_000, 100, 121],
  ])('has buckets of %s', (_title, dialMs, bucketMs, length) => {
    const curve = read(2, [...cuts(2), ...comeBack(1000 + dialMs, 3, 1)], 'timeout');
    expect([curve?.bucketMs, curve?.back.length, curve?.attempts?.length]).toEqual([bucketMs, length, length]);
    expect([curve?.lost, curve?.back.at(-1)]).toEqual([2, 1]);
  });

  it('counts every attempt until the end, and each client that is back once', () => {
    const after = [...cuts(2), ...comeBack(1100, 3, 1), ...comeBack(1300, 4, 1), ...comeBack(1200, 5, 2)];
    const curve = read(2, after);
    expect([sum(curve?.attempts), sum(curve?.back)]).toEqual([3, 2]);
  });

  it('has no attempts where refused dials cannot be seen, and shows who is back all the same', () => {
    const down = [fault(990, 'fault-start', 'refuse'), ...cuts(2), fault(1500, 'fault-end', 'refuse')];
    const curve = read(2, [...down, ...comeBack(1600, 3, 1), ...comeBack(1700, 4, 2)]);
    expect([curve?.attempts, sum(curve?.back)]).toEqual([null, 2]);
  });

  it('is not there for one client, without a fault, or where no link was lost', () => {
    expect(read(1, [...cuts(1), ...comeBack(1100)])).toBeUndefined();
    expect(read(2, [])).toBeUndefined();
    expect(read(2, cuts(2))).toBeUndefined();
  });

  it('has at most 200 buckets and no more clients than were lost, whatever is observed', () => {
    fc.assert(
      fc.property(anyStream, anyContext, (observations, context) => {
        const curve = readArrivals(readEpisode(observations, contextOf({ clients: 3, ...context })));
        if (curve === undefined) return;
        expect(curve.back.length).toBeLessThanOrEqual(200);
        expect(sum(curve.back)).toBeLessThanOrEqual(curve.lost);
        if (curve.attempts !== null) expect(curve.attempts).toHaveLength(curve.back.length);
      }),
    );
  });
});

function sum(counts: readonly number[] | null | undefined): number {
  return counts?.reduce((total, count) => total + count, 0) ?? Number.NaN;
}
