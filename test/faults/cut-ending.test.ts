import { expect, test } from 'vitest';
import { cutEnding, describeCutEnding } from '../../src/faults/cut-ending.ts';

test.each([
  [undefined, 'stall'],
  ['stall', 'stall'],
  ['fin', 'FIN'],
  ['reset', 'RST'],
])('behind a cut, %s reads "%s"', (given, text) => {
  expect(describeCutEnding(cutEnding.parse(given))).toBe(text);
});

test('there is no other end behind a cut', () => {
  expect(cutEnding.safeParse('close').error?.issues.map(({ message }) => message)).toEqual([
    'Invalid option: expected one of "stall"|"fin"|"reset"',
  ]);
});
