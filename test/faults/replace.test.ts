import { describe, expect, test } from 'vitest';
import type { FrameView } from '../../src/faults/fault-hooks.ts';
import { replace } from '../../src/faults/replace.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const forward = { kind: 'forward' };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A client's frame. */
const masked = (view: FrameView): FrameView => ({
  ...view,
  header: { ...view.header, maskKey: Uint8Array.of(1, 2, 3, 4), headerLength: 6 },
});

describe('a replacement', () => {
  test.each([
    ['a message', {}, frameView({ text: 'old' }), { opcode: opcodes.text }],
    ['a binary message, which stays one', {}, frameView({ opcode: opcodes.binary }), { opcode: opcodes.binary }],
    [
      "a client's message, with the masking key that it had",
      {},
      masked(frameView({ text: 'old' })),
      { opcode: opcodes.text, maskKey: Uint8Array.of(1, 2, 3, 4) },
    ],
    ['a pong', { frames: 'pong' }, frameView({ opcode: opcodes.pong, text: 'old' }), { opcode: opcodes.pong }],
  ])('of %s has its opcode and the payload that was given', (_what, given, frame, spec) => {
    expect(flowFrom(replace, { frames: 'data', text: 'new', ...given }).onFrame?.(frame, 0)).toEqual([
      { kind: 'forward', bytes: encodeFrame({ ...spec, payload: bytesOf('new') }) },
    ]);
  });

  test('of a fragmented message stands in place of its first fragment, and the others are gone', () => {
    const hooks = flowFrom(replace, { frames: { opcode: 'text', nth: 2 }, json: { a: 1 } });
    const message = [
      frameView({ text: 'a', fin: false }),
      frameView({ opcode: opcodes.ping, text: '?' }),
      frameView({ opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'b', fin: false }),
      frameView({ opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'c' }),
    ];
    const hear = (): unknown => message.map((frame) => hooks.onFrame?.(frame, 0));
    const bytes = encodeFrame({ opcode: opcodes.text, payload: bytesOf('{"a":1}') });
    expect([hear(), hear(), hear()]).toEqual([
      [[forward], [forward], [forward], [forward]],
      [[{ kind: 'forward', bytes }], [forward], [{ kind: 'drop' }], [{ kind: 'drop' }]],
      [[forward], [forward], [forward], [forward]],
    ]);
  });

  test('leaves whole what begins with a frame too long to come with its payload', () => {
    const hooks = flowFrom(replace, { frames: 'data', text: '' });
    const frames = [
      frameView({ payload: undefined, size: 2 ** 21, fin: false }),
      frameView({ opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'end' }),
    ];
    expect(frames.map((frame) => hooks.onFrame?.(frame, 0))).toEqual([[forward], [forward]]);
  });

  test.each([
    [{ frames: 'pong', text: 'x' }, false, 'replace pong frames with 1 bytes'],
    [{ frames: 'data', base64: 'AAEC' }, true, 'replace data frames with 3 bytes'],
    [{ frames: 'any', json: null }, true, 'replace any frames with 4 bytes'],
  ])('%j touches messages: %s', (given, touches, explanation) => {
    const options = replace.options.parse(given);
    expect([replace.touchesData(options), replace.needsPayload(options)]).toEqual([touches, true]);
    expect(explanationOf(replace, given)).toBe(explanation);
  });

  const tooLong = 'frames: a control frame has at most 125 bytes: name data frames for a longer payload';
  test.each([
    ['no payload', { frames: 'text' }, ['give one of text, json and base64']],
    ['two payloads', { frames: 'text', text: '', json: 1 }, ['give one of text, json and base64']],
    ['no frames', { text: '' }, ['frames: Invalid input']],
    ['126 bytes for pongs', { frames: 'pong', text: 'x'.repeat(126) }, [tooLong]],
    ['126 bytes for any frame', { frames: { size: '> 5' }, text: 'x'.repeat(126) }, [tooLong]],
    ['nothing: 125 bytes for pongs', { frames: 'pong', text: 'x'.repeat(125) }, []],
    ['nothing: 126 bytes for messages', { frames: 'data', text: 'x'.repeat(126) }, []],
    ['nothing: 126 bytes for heartbeats in messages', { frames: { heartbeat: 'phoenix' }, text: 'x'.repeat(126) }, []],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(replace, given)).toEqual(problems);
  });
});

test.each([
  [{ frames: 'pong', text: 'x' }, 'both', 'none'],
  [{ frames: 'any', text: 'x' }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(replace.sign(replace.options.parse(given), direction)).toBe(expected);
});
