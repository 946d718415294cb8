import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planIterations, planPhases } from '../../src/runner/phase-plan.ts';
import type { RepeatSpec } from '../../src/scenario/scenario-case.ts';

const repeat = (count: number, more: Partial<RepeatSpec> = {}): RepeatSpec => {
  return { count, warmup: 0, phase: 'sweep', seed: undefined, maxInvalid: 0, ...more };
};

test('a sweep meets each (i + ½)/n exactly once, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (count, seed) => {
      const sorted = [...planPhases(repeat(count), seed)].sort((a, b) => (a ?? 0) - (b ?? 0));
      expect(sorted).toEqual(Array.from({ length: count }, (_, index) => (index + 0.5) / count));
    }),
  );
});

test.each([
  'sweep',
  'random',
] as const)('the order of a %s is drawn from the seed: the same again, another with another', (phase) => {
  const plan = (seed: number) => planPhases(repeat(20, { phase }), seed);
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
  expect(plan(7)).not.toEqual([...plan(7)].sort());
});

test('random phases lie in [0, 1)', () => {
  const phases = planPhases(repeat(500, { phase: 'random' }), 1);
  expect(phases.every((phase) => phase !== undefined && phase >= 0 && phase < 1)).toBe(true);
  expect(new Set(phases).size).toBe(500);
});

test('without a phase each iteration begins when it may; a replay has one phase throughout', () => {
  expect(planPhases(repeat(2, { phase: 'none' }), 1)).toEqual([undefined, undefined]);
  expect(planPhases(repeat(2, { fixedPhase: 0.53 }), 1)).toEqual([0.53, 0.53]);
});

test.each([
  'sweep',
  'random',
  'none',
] as const)('with a phase by %s, a shard runs iterations as the whole case has them', (phase) => {
  const whole = planIterations(repeat(10, { phase }), 7);
  expect(whole.map((one) => one.phase)).toEqual(planPhases(repeat(10, { phase }), 7));
  const parts = [0, 4].flatMap((first) =>
    planIterations(repeat(first === 0 ? 4 : 6, { phase, part: { first, of: 10 } }), 7),
  );
  expect(parts).toEqual(whole);
});
