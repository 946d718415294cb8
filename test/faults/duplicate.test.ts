import { describe, expect, test } from 'vitest';
import { duplicate } from '../../src/faults/duplicate.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const spec = { fin: true, rsv1: false, rsv2: false, rsv3: false };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const forward = { kind: 'forward' };

describe('a duplicate', () => {
  test('follows the message at once, byte for byte, as often as it is told', () => {
    const frame = { ...spec, opcode: opcodes.text, payload: bytesOf('one'), lengthBits: 7 };
    const insert = { kind: 'insert', frame };
    expect(flowFrom(duplicate, {}).onFrame?.(frameView({ text: 'one' }), 0)).toEqual([forward, insert]);
    expect(flowFrom(duplicate, { copies: 3 }).onFrame?.(frameView({ text: 'one' }), 0)).toEqual([
      ...[forward, insert, insert, insert],
    ]);
  });

  test('of a fragmented message comes behind its last fragment, in one frame, and control frames pass between', () => {
    const hooks = flowFrom(duplicate, { frames: 'data' });
    const last = { opcode: opcodes.continuation, messageOpcode: opcodes.binary };
    const frames = [
      frameView({ opcode: opcodes.binary, text: 'a', fin: false }),
      frameView({ opcode: opcodes.ping, text: '?' }),
      frameView({ ...last, text: 'b', fin: false }),
      frameView({ ...last, text: 'c' }),
    ];
    expect(frames.map((frame) => hooks.onFrame?.(frame, 0))).toEqual([
      ...[[forward], [forward], [forward]],
      [forward, { kind: 'insert', frame: { ...spec, opcode: opcodes.binary, payload: bytesOf('abc') } }],
    ]);
  });

  test.each([
    ['what does not match', { frames: 'pong' }, frameView({ text: 'x' })],
    ['control frames unless they are named', {}, frameView({ opcode: opcodes.ping })],
    ['what came without its payload', {}, frameView({ payload: undefined, size: 2 ** 20 + 1 })],
    ['what is longer than 1 MiB', {}, frameView({ payload: new Uint8Array(2 ** 20 + 1) })],
  ])('leaves alone %s', (_what, given, frame) => {
    expect(flowFrom(duplicate, given).onFrame?.(frame, 0)).toEqual([forward]);
  });

  test.each([
    [{}, true, 'repeat data frames once'],
    [{ frames: 'ping', copies: 5 }, false, 'repeat ping frames 5 times'],
    [{ frames: { opcode: 'text', every: 3 } }, true, 'repeat text frames, every 3 once'],
  ])('%j touches messages: %s', (given, touches, explanation) => {
    const options = duplicate.options.parse(given);
    expect([duplicate.touchesData(options), duplicate.needsPayload(options)]).toEqual([touches, true]);
    expect(explanationOf(duplicate, given)).toBe(explanation);
  });

  test.each([
    ['no copy', { copies: 0 }, ['copies: Too small: expected number to be >=1']],
    ['a flood', { copies: 11 }, ['copies: Too big: expected number to be <=10']],
    [
      'a part of a message',
      { frames: 'continuation' },
      ['frames: a continuation is no message of its own: name what the message begins with, text, binary or data'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(duplicate, given)).toEqual(problems);
  });
});

test.each([
  [{}, 'both', 'none'],
  [{ frames: 'any' }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(duplicate.sign(duplicate.options.parse(given), direction)).toBe(expected);
});
