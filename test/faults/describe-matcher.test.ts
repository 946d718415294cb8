import { expect, test } from 'vitest';
import { describeMatcher } from '../../src/faults/describe-matcher.ts';
import { frameMatcher } from '../../src/faults/frame-matcher.ts';

test.each([
  ['pong', 'pong frames'],
  [['ping', 'pong'], 'ping, pong frames'],
  [{ heartbeat: 'ws' }, 'any frames, heartbeat ws'],
  [{ opcode: 'text', json: { a: 1 }, every: 2 }, 'text frames, json {"a":1}, every 2'],
  [{ opcode: ['data'], size: '>= 126', text: 'x' }, 'data frames, text x, size >= 126'],
])('%j reads "%s"', (given, text) => {
  expect(describeMatcher(frameMatcher.parse(given))).toBe(text);
});
