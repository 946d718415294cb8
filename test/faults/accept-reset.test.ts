import { expect, test } from 'vitest';
import { acceptReset } from '../../src/faults/accept-reset.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

test('a connection is reset as soon as it is there, and never again', () => {
  const hooks = connectionFrom(acceptReset, {});
  expect(hooks.onStart?.(0)).toEqual([{ kind: 'reset', side: 'client' }]);
  expect(Object.keys(hooks)).toEqual(['onStart']);
  expect(explanationOf(acceptReset, {})).toBe('RST right after accept');
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(acceptReset.sign(acceptReset.options.parse(given), direction)).toBe(expected);
});
