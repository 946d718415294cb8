import { expect, test } from 'vitest';
import { ignoreClose } from '../../src/faults/ignore-close.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom } from './read-options.ts';

test.each([
  ['close', 'drop'],
  ['ping', 'forward'],
  ['pong', 'forward'],
  ['text', 'forward'],
] as const)('to ignore a close means for a %s frame: %s', (name, kind) => {
  expect(flowFrom(ignoreClose, {}).onFrame?.(frameView({ opcode: opcodes[name] }), 0)).toEqual([{ kind }]);
});

test("a close is ignored on its way to the server unless it is told otherwise, and the direction's end passes", () => {
  expect(ignoreClose.defaultDirection).toBe('to-server');
  expect(Object.keys(flowFrom(ignoreClose, {}))).toEqual(['onFrame']);
  expect(explanationOf(ignoreClose, {})).toBe('swallow Close frames');
  expect(ignoreClose.touchesData({})).toBe(false);
});

test.each([
  [{}, 'to-server', 'none'],
  [{}, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(ignoreClose.sign(ignoreClose.options.parse(given), direction)).toBe(expected);
});
