import { expect, test } from 'vitest';
import { refuse } from '../../src/faults/refuse.ts';
import { explanationOf, listenerFrom, problemsOf } from './read-options.ts';

test('refusing closes the listener and opens it again when lifted', () => {
  const hooks = listenerFrom(refuse, { mode: 'unbind' });
  expect(hooks.onStart?.(0, [])).toEqual([{ kind: 'close-listener' }]);
  expect(hooks.onLift?.(0)).toEqual([{ kind: 'open-listener' }]);
  expect(explanationOf(refuse, {})).toBe('close the listener');
});

test('there is one way to refuse', () => {
  expect(problemsOf(refuse, { mode: 'reset' })).toEqual(['mode: Invalid input: expected "unbind"']);
});

test.each([[{}, 'both', 'none']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(refuse.sign(refuse.options.parse(given), direction)).toBe(expected);
});
