import { expect, test } from 'vitest';
import { stallUpgrade } from '../../src/faults/stall-upgrade.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

test('a connection is ignored from its upgrade request on, and lifting the fault does not bring it back', () => {
  const hooks = connectionFrom(stallUpgrade, {});
  expect(hooks.onUpgrade?.({ method: 'GET', path: '/', headers: {} }, 0)).toEqual([{ kind: 'ignore' }]);
  expect(Object.keys(hooks)).toEqual(['onUpgrade']);
  expect(explanationOf(stallUpgrade, {})).toBe('never answer the upgrade request');
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(stallUpgrade.sign(stallUpgrade.options.parse(given), direction)).toBe(expected);
});
