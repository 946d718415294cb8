import { expect, it } from 'vitest';
import { formatRecovered } from '../../src/report/format-recovered.ts';
import { caseOf, iteration } from './example-run.ts';

it.each([
  [20, 20, '20/20, ≥ 86 % with 95 % confidence'],
  [19, 20, '19/20, ≥ 78 % with 95 % confidence'],
  [1, 1, '1/1, ≥ 5 % with 95 % confidence'],
  [0, 5, '0/5, ≥ 0 % with 95 % confidence'],
])('%d of %d prove what they prove', (recovered, count, expected) => {
  const iterations = Array.from({ length: count }, (_, index) =>
    iteration({ index, verdict: index < recovered ? 'recovered' : 'stuck' }),
  );
  expect(formatRecovered(caseOf({ iterations }))).toBe(expected);
});
