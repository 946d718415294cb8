import { expect, test } from 'vitest';
import { acceptHang } from '../../src/faults/accept-hang.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

test('a connection is ignored from the start, and lifting the fault does not bring it back', () => {
  const hooks = connectionFrom(acceptHang, {});
  expect(hooks.onStart?.(0)).toEqual([{ kind: 'ignore' }]);
  expect(Object.keys(hooks)).toEqual(['onStart']);
  expect(explanationOf(acceptHang, {})).toBe('accept and never answer');
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(acceptHang.sign(acceptHang.options.parse(given), direction)).toBe(expected);
});
