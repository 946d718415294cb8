import { describe, expect, test } from 'vitest';
import { givenFrame } from '../../src/faults/given-frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';

const problemsOf = (given: unknown): unknown =>
  givenFrame.safeParse(given).error?.issues.map(({ path, message }) => [...path, message].join(': '));

describe('a frame that is spelled out', () => {
  test.each([
    ['a text', { opcode: 'text', text: 'Hello' }, '810548656c6c6f'],
    ['a message in JSON', { opcode: 'text', json: { a: 1 } }, '81077b2261223a317d'],
    ['bytes', { opcode: 'binary', base64: '/+8=' }, '8202ffef'],
    ['a payload of a size', { opcode: 'ping', size: '3B' }, '8903787878'],
    ['nothing but its opcode', { opcode: 'pong' }, '8a00'],
    ['a Close frame', { opcode: 'close', code: 1012, reason: 'go' }, '880403f4676f'],
    ['a Close frame without a code', { opcode: 'close' }, '8800'],
    ['a fragment', { opcode: 'continuation', fin: false, text: 'a' }, '000161'],
    ['every reserved bit', { opcode: 'text', rsv1: true, rsv2: true, rsv3: true }, 'f100'],
  ])('with %s has these bytes', (_what, given, hex) => {
    expect(Buffer.from(encodeFrame(givenFrame.parse(given))).toString('hex')).toBe(hex);
  });

  test.each([
    ['two payloads', { opcode: 'text', text: '', size: '1B' }, 'give at most one of text, json, base64, size and code'],
    [
      'a code and a payload',
      { opcode: 'close', text: '', code: 1000 },
      'give at most one of text, json, base64, size and code',
    ],
    ['a code in a message', { opcode: 'text', code: 1000 }, 'code: only a Close frame has a code'],
    ['a reason alone', { opcode: 'close', reason: 'why' }, 'reason: a reason stands behind a code'],
    ['more than can be sent at once', { opcode: 'binary', size: '17MiB' }, 'size: at most 16MiB'],
    [
      'an opcode without a name',
      { opcode: 'data' },
      'opcode: Invalid option: expected one of "continuation"|"text"|"binary"|"close"|"ping"|"pong"',
    ],
  ])('is refused with %s', (_what, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });
});
