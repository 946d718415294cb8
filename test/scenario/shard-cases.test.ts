import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioCase } from '../../src/scenario/scenario-case.ts';
import { shardCases } from '../../src/scenario/shard-cases.ts';
import { caseOf, head } from './scenario-text.ts';

const sample = caseOf(head);

/** A case of so many iterations, each planned to last so long. */
interface Planned {
  readonly count: number;
  readonly warmup: number;
  readonly eachMs: number;
}

function cut(planned: readonly Planned[], index: number, total: number) {
  const cases = planned.map(({ count, warmup }, place): ScenarioCase => {
    return { ...sample, id: `c${place}`, repeat: { ...sample.repeat, count, warmup } };
  });
  const planMs = ({ id }: ScenarioCase): number => planned[Number(id.slice(1))]?.eachMs ?? 0;
  return shardCases(cases, planMs, { index, total });
}

/** `c0: 0–2 of 5`: the iterations of each case. */
const describeParts = (cases: readonly ScenarioCase[]) =>
  cases.map(
    ({ id, repeat: { count, part } }) => `${id}: ${part?.first}–${(part?.first ?? 0) + count - 1} of ${part?.of}`,
  );

const plan = (count: number, eachMs = 1000, warmup = 0): Planned => ({ count, eachMs, warmup });

test.each([
  ['one case is cut into equal pieces', [plan(10)], [['c0: 0–4 of 10'], ['c0: 5–9 of 10']]],
  ['cases that fit stay whole', [plan(4), plan(4)], [['c0: 0–3 of 4'], ['c1: 0–3 of 4']]],
  ['long iterations count for more', [plan(2, 6000), plan(12)], [['c0: 0–1 of 2'], ['c1: 0–11 of 12']]],
  ['the warm-up counts', [plan(2, 1000, 2), plan(4)], [['c0: 0–1 of 2'], ['c1: 0–3 of 4']]],
  ['a shard may have nothing', [plan(1)], [['c0: 0–0 of 1'], [], []]],
  ['what takes no time is run all the same', [plan(2, 0)], [['c0: 0–0 of 2'], ['c0: 1–1 of 2']]],
])('%s', (_what, planned, expected) => {
  const parts = expected.map((_, place) => describeParts(cut(planned, place + 1, expected.length)));
  expect(parts.flat()).toEqual(expected.flat());
  if (expected.every((one) => one.length > 0)) expect(parts).toEqual(expected);
});

const anyPlan = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    warmup: fc.integer({ min: 0, max: 3 }),
    eachMs: fc.oneof(fc.double({ min: 0, max: 60_000, noNaN: true }), fc.integer({ min: 0, max: 3 })),
  }),
  { minLength: 1, maxLength: 12 },
);

test('the shards have every iteration once, in order', () => {
  fc.assert(
    fc.property(anyPlan, fc.integer({ min: 2, max: 20 }), (planned, total) => {
      const all = Array.from({ length: total }, (_, place) => cut(planned, place + 1, total)).flat();
      const iterations = all.flatMap(({ id, repeat: { count, part } }) =>
        Array.from({ length: count }, (_, nth) => `${id}#${(part?.first ?? 0) + nth}`),
      );
      expect(iterations).toEqual(
        planned.flatMap(({ count }, place) => Array.from({ length: count }, (_, nth) => `c${place}#${nth}`)),
      );
    }),
  );
});

test('no shard is planned to take longer than its share and one iteration', () => {
  fc.assert(
    fc.property(anyPlan, fc.integer({ min: 2, max: 20 }), (planned, total) => {
      const costs = planned.map(({ count, warmup, eachMs }) => (Math.max(1, eachMs) * (count + warmup)) / count);
      const wholeMs = costs.reduce((sum, cost, place) => sum + cost * (planned[place]?.count ?? 0), 0);
      for (let index = 1; index <= total; index++) {
        const ms = cut(planned, index, total).reduce(
          (sum, { id, repeat }) => sum + repeat.count * (costs[Number(id.slice(1))] ?? 0),
          0,
        );
        expect(ms).toBeLessThanOrEqual((wholeMs / total + Math.max(...costs)) * 1.000_001);
      }
    }),
  );
});

test('a part is told nothing but which iterations it has', () => {
  const [only] = cut([plan(10)], 2, 2);
  const { count: _count, part: _part, ...repeat } = only?.repeat ?? sample.repeat;
  const { count: _whole, ...rest } = sample.repeat;
  expect({ ...only, id: sample.id, repeat }).toEqual({ ...sample, repeat: rest });
});
