import { expect, test } from 'vitest';
import type { Curve, GrowthCurve } from '../../../src/result/backoff/curve.ts';
import { nameShape } from '../../../src/result/backoff/name-shape.ts';

const growth: GrowthCurve = {
  ...{ kind: 'growth', growth: { kind: 'flat' }, initialMs: 203.4, capMs: null, capsDraws: false },
  ...{ jitter: 'none', range: [1, 1], first: null, parameters: 1 },
};

test.each<[string, Curve, object]>([
  ['no wait at all', { ...growth, initialMs: 3 }, { kind: 'none', initialMs: 0 }],
  ['one wait', growth, { kind: 'fixed', initialMs: 200, jitter: 'none' }],
  [
    'a growing range',
    { ...growth, growth: { kind: 'exponential', factor: 1.3 }, jitter: 'percent', range: [0.7, 1.3], capMs: 4980 },
    { kind: 'exponential', factor: 1.3, jitter: 'percent', percent: 30, capMs: 5000 },
  ],
  ['a step', { ...growth, growth: { kind: 'linear', step: 0.5 }, initialMs: 100 }, { kind: 'linear', stepMs: 50 }],
  ['a first wait of its own', { ...growth, first: [0, 4.04] }, { firstMs: [0, 4] }],
  ['decorrelated jitter', { kind: 'decorrelated', initialMs: 101, capMs: null, parameters: 1 }, { initialMs: 101 }],
  ['a list', { kind: 'list', waitsMs: [0.2, 2003], parameters: 2 }, { kind: 'list', waitsMs: [0.2, 2000] }],
  [
    'a list whose first wait was not seen',
    { kind: 'list', waitsMs: [Number.NaN, 500, Number.NaN, 2003], parameters: 2 },
    { initialMs: 500, waitsMs: [null, 500, null, 2000] },
  ],
])('%s', (_what, curve, expected) => {
  expect(nameShape(curve)).toMatchObject(expected);
});
