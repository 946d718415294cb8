import { expect, test } from 'vitest';
import { proposeCurves } from '../../../src/result/backoff/propose-curves.ts';

test('the curve that gave the waits is among those that are proposed', () => {
  const waits = Array.from({ length: 4 }, () => [100, 200, 400, 500, 500]);
  expect(proposeCurves(waits, 2)).toContainEqual(
    expect.objectContaining({ growth: { kind: 'exponential', factor: 2 }, jitter: 'none', initialMs: 100, capMs: 500 }),
  );
});

test('nothing is proposed without waits', () => {
  expect(proposeCurves([], 2)).toEqual([]);
});
