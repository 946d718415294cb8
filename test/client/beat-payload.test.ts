import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBeat, parseBeat } from '../../src/client/beat-payload.ts';

test('a pong with the payload of a ping answers its beat', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (generation, beat) => {
      expect(parseBeat(formatBeat(generation, beat), generation)).toBe(beat);
    }),
  );
});

test.each([
  ['of an earlier connection', '1.4'],
  ['that nobody asked for', ''],
  ['with a payload of somebody else', 'hello'],
  ['with a number that is none', '2.x'],
  ['without a number', '2.'],
])('a pong %s answers nothing', (_what, payload) => {
  expect(parseBeat(payload, 2)).toBeUndefined();
});
