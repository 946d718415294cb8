import { expect, test } from 'vitest';
import { messageMatcher } from '../../src/faults/message-matcher.ts';

test.each(['data', ['text', 'pong'], { size: '> 5' }, { opcode: 'binary', every: 3 }])('%j names messages', (given) => {
  expect(messageMatcher.safeParse(given).success).toBe(true);
});

test.each(['continuation', ['text', 'continuation'], { opcode: 'continuation' }])('%j does not', (given) => {
  expect(messageMatcher.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([
    'a continuation is no message of its own: name what the message begins with, text, binary or data',
  ]);
});
