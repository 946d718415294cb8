import { expect, test } from 'vitest';
import { holmAdjusted } from '../../../src/result/compare/holm.ts';

test.each([
  ['none', [], []],
  ['one as it is', [0.004], [0.004]],
  ['the smallest with all, the next with one less, in the order given', [0.01, 0.001, 0.02], [0.02, 0.003, 0.02]],
  ['none below one that was smaller', [0.01, 0.011, 0.5], [0.03, 0.03, 0.5]],
  ['never more than 1', [0.9, 0.8], [1, 1]],
])('Holm adjusts %s', (_title, pValues, expected) => {
  const adjusted = holmAdjusted(pValues);
  expect(adjusted.length).toBe(expected.length);
  for (const [place, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[place] as number, 12);
});
