import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { toleranceSearches, toleranceSearchNames } from '../../src/result/tolerance-searches.ts';

describe.each(toleranceSearchNames)('the search for a %s', (name) => {
  const { fault, optionsAt, lastsMs } = toleranceSearches[name];

  test('has a fault that there is, with options that it takes', () => {
    const definition = faults.find(({ type }) => type === fault);
    expect(definition?.options.safeParse(optionsAt(100) ?? {}).success).toBe(true);
  });

  test('says how long its fault lasts', () => {
    expect(lastsMs(700, 500)).toBeGreaterThan(0);
  });
});

test('a slow line lasts until some beat must have been late, and two seconds at least', () => {
  const { lastsMs } = toleranceSearches.bandwidth;
  expect([lastsMs(16, 500), lastsMs(16, 1_500)]).toEqual([2_000, 4_500]);
});
