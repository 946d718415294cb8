import { expect, test } from 'vitest';
import { blackhole } from '../../src/faults/blackhole.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom } from './read-options.ts';

test('a black hole drops frames whole and bytes outside them, and keeps the end until it is lifted', () => {
  const hooks = flowFrom(blackhole, {});
  expect(hooks.onFrame?.(frameView(), 0)).toEqual([{ kind: 'drop' }]);
  expect(hooks.onChunk?.(Uint8Array.of(1), 0)).toEqual([{ kind: 'drop' }]);
  expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'hold' }]);
  expect(hooks.onEnd?.('reset', 0)).toEqual([{ kind: 'hold' }]);
  expect(hooks.onLift).toBeUndefined();
});

test('it touches no messages that pass, so compression stays', () => {
  expect(blackhole.touchesData({})).toBe(false);
  expect(explanationOf(blackhole, {})).toBe('discard everything');
});

test.each([
  [{}, 'both', 'silence'],
  [{}, 'to-server', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(blackhole.sign(blackhole.options.parse(given), direction)).toBe(expected);
});
