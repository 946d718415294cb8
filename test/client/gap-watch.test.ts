import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGapWatch } from '../../src/client/gap-watch.ts';

test.each([
  ['the first message of a stream, wherever it begins', [7], [undefined]],
  ['the next one', [1, 2, 3], [undefined, undefined, undefined]],
  ['a repetition', [1, 2, 2], [undefined, undefined, undefined]],
  ['a late one, whose gap was told', [1, 3, 2, 4], [undefined, { from: 2, to: 2 }, undefined, undefined]],
  ['a jump, once', [1, 5, 6], [undefined, { from: 2, to: 4 }, undefined]],
] as const)('what it says of %s', (_title, sequences, expected) => {
  const watch = createGapWatch();
  expect(sequences.map((sequence) => watch.observe('a', sequence))).toEqual(expected);
});

test('streams do not mix', () => {
  const watch = createGapWatch();
  watch.observe('a', 1);
  watch.observe('b', 10);
  expect(watch.observe('a', 2)).toBeUndefined();
  expect(watch.observe('b', 12)).toEqual({ from: 11, to: 11 });
});

test('only so many streams are remembered; the oldest is forgotten first', () => {
  const watch = createGapWatch();
  for (let stream = 0; stream <= 16; stream++) watch.observe(String(stream), 1);
  expect(watch.observe('16', 3)).toEqual({ from: 2, to: 2 });
  expect(watch.observe('0', 3)).toBeUndefined();
});

test('the gaps told are exactly the sequences that were skipped', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 60 })), (others) => {
      const arrived = [1, ...others.toSorted((a, b) => a - b)];
      const watch = createGapWatch();
      const missing = arrived.flatMap((sequence) => {
        const gap = watch.observe('a', sequence);
        return gap === undefined ? [] : Array.from({ length: gap.to - gap.from + 1 }, (_, i) => gap.from + i);
      });
      expect([...missing, ...arrived].toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: arrived.at(-1) ?? 0 }, (_, index) => index + 1),
      );
    }),
  );
});
