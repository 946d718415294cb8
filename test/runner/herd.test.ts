import { beforeAll, describe, expect, test } from 'vitest';
import { explainHerd } from '../../src/report/explain-herd.ts';
import type { CaseResult } from '../../src/result/run-result.ts';
import { runInline, runInlineCase } from './inline-scenario.ts';
import { createRecordingGuard } from './subject/programs.ts';

const clients = 20;

/** Twenty clients lose their links in one instant and find the port shut for a while. */
const outage = `target: { builtin: echo }
client: { type: reference, count: ${clients}, start: { over: 200ms }, reconnect: { initial: 50ms, max: 200ms } }
measure: { from: cut, lifted: down }
faults: [{ id: down, fault: refuse, at: 50ms, for: 300ms }, { id: cut, fault: reset, when: { event: fault-start, fault: down } }]
timeout: 10s
repeat: { count: 1, phase: none }
expect:
  - fleet.back50.max < 10s
  - fleet.back100 < 10s
  - amplification >= 1
  - connects.peak100ms.lifted >= 1
  - connects.peak1s.lifted.max <= 1000`;

describe('a fleet of twenty clients on real sockets', () => {
  let result: CaseResult;
  beforeAll(async () => {
    result = await runInlineCase(outage);
  });

  test('meets expectations on every figure of a fleet', () => {
    expect(result.expectations.map(({ expression, pass }) => [expression, pass])).toEqual([
      ['fleet.back50.max < 10s', true],
      ['fleet.back100 < 10s', true],
      ['amplification >= 1', true],
      ['connects.peak100ms.lifted >= 1', true],
      ['connects.peak1s.lifted.max <= 1000', true],
    ]);
  });

  test('is back in order: half of it, then most, then all, which is when the slowest is back', () => {
    const { samples } = onlyIteration(result);
    const back = ['fleet.back50', 'fleet.back95', 'fleet.back100'].map((metric) => numberIn(samples, metric));
    expect(back).toEqual([...back].sort((a, b) => a - b));
    expect(samples['fleet.back100']).toBe(samples.recovery);
  });

  test('dials no more after the fault than in the whole run, and each peak is of the attempts of the curve', () => {
    const { samples, arrivals } = onlyIteration(result);
    const all = sum(arrivals?.attempts);
    for (const window of ['peak100ms', 'peak1s']) {
      const [whole, after] = [`connects.${window}`, `connects.${window}.lifted`].map((each) => numberIn(samples, each));
      expect(after).toBeLessThanOrEqual(whole ?? 0);
      expect(whole).toBeLessThanOrEqual(all);
    }
    expect(numberIn(samples, 'amplification') * clients).toBeLessThanOrEqual(all + 1e-6);
  });

  test('has an arrival curve in which every client is back once, half of them in the bucket that `fleet.back50` tells', () => {
    const { samples, arrivals, marks } = onlyIteration(result);
    if (arrivals === undefined) throw new Error('a fleet that lost its links has no curve');
    const { lost, back, bucketMs } = arrivals;
    expect([lost, sum(back)]).toEqual([clients, clients]);
    const halfAt = numberIn(samples, 'fleet.back50') + (marks.lifted ?? Number.NaN);
    const [before, upTo] = [0, 1].map((more) => sum(back.slice(0, Math.floor(halfAt / bucketMs) + more)));
    expect(before).toBeLessThan(clients / 2);
    expect(upTo).toBeGreaterThanOrEqual(clients / 2);
  });

  test('is described in the report', () => {
    expect(explainHerd(result)).toMatch(
      /^20 clients; most dials in 100 ms: \d+, after the fault \d+; back: 50 % after/,
    );
  });
});

test('a larger fleet, and its server, run in processes of their own and give the same figures', {
  timeout: 60_000,
}, async () => {
  const many = 120;
  const guard = createRecordingGuard();
  const { result } = await runInline(outage.replace(`count: ${clients}`, `count: ${many}`), { guard });
  const { samples, arrivals, verdict, unobservable } = result;
  expect([verdict, arrivals?.lost, sum(arrivals?.back)]).toEqual(['recovered', many, many]);
  expect(sum(arrivals?.attempts)).toBe(Math.round(numberIn(samples, 'amplification') * many));
  // The clients' own word, from where they run, and how late it may be.
  expect(numberIn(samples, 'fleet.back100')).toBe(numberIn(samples, 'recovery'));
  expect(numberIn(samples, 'noise.max')).toBeGreaterThanOrEqual(numberIn(samples, 'noise.loop'));
  expect(unobservable).not.toHaveProperty('connects.peak100ms.lifted');
  expect(guard.watched.size).toBe(0);
});

function onlyIteration({ iterations }: CaseResult) {
  const [only] = iterations;
  if (only === undefined) throw new Error('nothing was measured');
  return only;
}

function numberIn(samples: Readonly<Record<string, unknown>>, metric: string): number {
  const sample = samples[metric];
  if (typeof sample !== 'number') throw new Error(`${metric} has no figure: ${String(sample)}`);
  return sample;
}

function sum(counts: readonly number[] | null | undefined): number {
  if (counts == null) throw new Error('there are no counts');
  return counts.reduce((total, count) => total + count, 0);
}
