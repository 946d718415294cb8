import { expect, test } from 'vitest';
import { acceptClose } from '../../src/faults/accept-close.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

test('a connection meets a FIN at once, behind which nothing is delivered either way', () => {
  const hooks = connectionFrom(acceptClose, {});
  expect(hooks.onStart?.(0)).toEqual([
    { kind: 'ignore' },
    { kind: 'seal', direction: 'to-client' },
    { kind: 'end', side: 'client' },
  ]);
  expect(Object.keys(hooks)).toEqual(['onStart']);
  expect(explanationOf(acceptClose, {})).toBe('FIN right after accept');
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(acceptClose.sign(acceptClose.options.parse(given), direction)).toBe(expected);
});
