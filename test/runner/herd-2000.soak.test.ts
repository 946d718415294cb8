import { expect, test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';

const clients = 2_000;

test('two thousand reference clients lose their links, find the port shut, and all come back', async () => {
  // Whether the machine is quiet enough to believe the figures is not the question here.
  const { cases } = await runScenario('builtin:large/herd-2000', { loopDelayFloorMs: 5_000 });
  const iteration = cases[0]?.iterations[0];
  const { arrivals, samples } = iteration ?? {};
  expect([iteration?.verdict, iteration?.reason]).toEqual(['recovered', undefined]);
  const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);
  expect([arrivals?.lost, sum(arrivals?.back)]).toEqual([clients, clients]);
  const figure = (metric: string): number => Number(samples?.[metric] ?? Number.NaN);
  const back = ['fleet.back50', 'fleet.back95', 'fleet.back100'].map(figure);
  expect(back).toEqual([...back].sort((a, b) => a - b));
  // Each dialled until it was back, and no dial of theirs is missing in the curve.
  expect(sum(arrivals?.attempts ?? [])).toBe(Math.round(figure('amplification') * clients));
  for (const window of ['100ms', '1s']) {
    expect(figure(`connects.peak${window}.lifted`)).toBeGreaterThan(0);
    expect(figure(`connects.peak${window}.lifted`)).toBeLessThanOrEqual(figure(`connects.peak${window}`));
  }
});
