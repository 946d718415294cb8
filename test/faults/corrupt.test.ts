import { describe, expect, test } from 'vitest';
import { corrupt } from '../../src/faults/corrupt.ts';
import type { FrameView } from '../../src/faults/fault-hooks.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { decodeFrameHeader } from '../../src/wire/frame-header.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const maskKey = Uint8Array.of(9, 8, 7, 6);
const masked = (view: FrameView): FrameView => ({ ...view, header: { ...view.header, maskKey, headerLength: 6 } });

describe('corrupt', () => {
  test.each([
    ['a text', frameView({ text: 'hello' })],
    ['a fragment', frameView({ text: 'hello', fin: false })],
    ['a pong', frameView({ opcode: opcodes.pong, text: 'hello' })],
    ["a client's message", masked(frameView({ opcode: opcodes.binary, text: 'hello' }))],
  ])('changes one byte of %s and not its header', (_what, view) => {
    const [action] = flowFrom(corrupt, { frames: 'any' }).onFrame?.(view, 0) ?? [];
    if (action?.kind !== 'forward' || action.bytes === undefined) throw new Error('what is corrupted is forwarded');
    const header = decodeFrameHeader(action.bytes, 0, action.bytes.length);
    expect({ ...header, maskKey: header?.maskKey }).toEqual(view.header);
    const payload = action.bytes.subarray(view.header.headerLength);
    const unmasked = view.header.maskKey === undefined ? payload : applyMask(payload, maskKey);
    expect([...unmasked].filter((byte, index) => byte !== 'hello'.charCodeAt(index))).toHaveLength(1);
  });

  test('changes each fragment of a message that matched', () => {
    const hooks = flowFrom(corrupt, { frames: { opcode: 'text', nth: 1 } });
    const kinds = [
      frameView({ text: 'a', fin: false }),
      frameView({ opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'b' }),
      frameView({ text: 'c' }),
    ].map((view) => hooks.onFrame?.(view, 0).map((action) => 'bytes' in action));
    expect(kinds).toEqual([[true], [true], [false]]);
  });

  test.each([
    ['what does not match', frameView({ opcode: opcodes.ping, text: 'x' })],
    ['an empty payload', frameView()],
    ['what is too long to come with its payload', frameView({ payload: undefined, size: 2 ** 21 })],
  ])('leaves alone %s', (_what, view) => {
    expect(flowFrom(corrupt, {}).onFrame?.(view, 0)).toEqual([{ kind: 'forward' }]);
  });

  test.each([
    [{}, true, 'change a byte of data frames'],
    [{ frames: 'pong', bytes: 3 }, false, 'change 3 bytes of pong frames'],
    [{ frames: 'text', utf8: 'break' }, true, 'change a byte of text frames, so that text is not UTF-8'],
  ])('%j touches messages: %s', (given, touches, explanation) => {
    const options = corrupt.options.parse(given);
    expect([corrupt.touchesData(options), corrupt.needsPayload(options)]).toEqual([touches, true]);
    expect(explanationOf(corrupt, given)).toBe(explanation);
  });

  test.each([
    ['no byte', { bytes: 0 }, ['bytes: Too small: expected number to be >=1']],
    ['half a byte', { bytes: 0.5 }, ['bytes: Invalid input: expected int, received number']],
    ['anything else for UTF-8', { utf8: 'no' }, ['utf8: Invalid option: expected one of "keep"|"break"']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(corrupt, given)).toEqual(problems);
  });
});

test.each([
  [{}, 'both', 'none'],
  [{ frames: 'any', utf8: 'break' }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(corrupt.sign(corrupt.options.parse(given), direction)).toBe(expected);
});
