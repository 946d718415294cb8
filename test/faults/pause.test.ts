import { expect, test } from 'vitest';
import { pause } from '../../src/faults/pause.ts';
import { explanationOf, flowFrom } from './read-options.ts';

test('a pause holds bytes and ends, and lets the framework release them', () => {
  const hooks = flowFrom(pause, {});
  expect(hooks.onChunk?.(Uint8Array.of(1), 0)).toEqual([{ kind: 'hold' }]);
  expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'hold' }]);
  expect(Object.keys(hooks).sort()).toEqual(['onChunk', 'onEnd']);
  expect(explanationOf(pause, {})).toBe('hold everything');
});

test.each([[{}, 'both', 'silence']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(pause.sign(pause.options.parse(given), direction)).toBe(expected);
});
