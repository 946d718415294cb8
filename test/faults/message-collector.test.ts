import { describe, expect, test } from 'vitest';
import { frameMatcher } from '../../src/faults/frame-matcher.ts';
import { createMessageCollector } from '../../src/faults/message-collector.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';

const collectorOf = (matcher: unknown, maxBytes = 10): ReturnType<typeof createMessageCollector> =>
  createMessageCollector(frameMatcher.parse(matcher), maxBytes);
const begin = (text: string): Parameters<typeof frameView>[0] => ({ text, fin: false });
const more = (text: string, fin: boolean): Parameters<typeof frameView>[0] => ({
  ...{ opcode: opcodes.continuation, messageOpcode: opcodes.text, text, fin },
});
const textOf = (message: { readonly payload?: Uint8Array } | undefined): string | undefined =>
  message === undefined ? undefined : new TextDecoder().decode(message.payload);

describe('a message collector', () => {
  test.each([
    ['gives a message of one frame at once', 'data', [{ text: 'one' }], ['one']],
    [
      'gives a fragmented message with its last fragment, whatever stands between',
      'text',
      [begin('a'), { opcode: opcodes.ping, text: '?' }, more('b', false), { opcode: opcodes.pong }, more('c', true)],
      [undefined, undefined, undefined, undefined, 'abc'],
    ],
    [
      'gives a control frame between two fragments when it is wanted',
      'any',
      [begin('a'), { opcode: opcodes.ping, text: '?' }, more('b', true)],
      [undefined, '?', 'ab'],
    ],
    [
      'counts messages, not fragments',
      { opcode: 'text', nth: 2 },
      [begin('a'), more('b', true), { text: 'c' }, { text: 'd' }],
      [undefined, undefined, 'c', undefined],
    ],
    [
      'gives none that is too long, and the next one again',
      'data',
      [{ text: '12345678901' }, begin('12345'), more('678901', true), more('x', true), begin('1'), more('2', true)],
      [undefined, undefined, undefined, undefined, undefined, '12'],
    ],
    [
      'gives none of which a part came without its payload',
      'data',
      [begin('1'), { ...more('', false), payload: undefined, size: 5 }, more('2', true), { text: 'next' }],
      [undefined, undefined, undefined, 'next'],
    ],
    ['does not begin in the middle', 'data', [more('b', false), more('c', true)], [undefined, undefined]],
    [
      'starts anew when a message is interrupted by another one',
      'data',
      [begin('lost'), { text: 'new' }],
      [undefined, 'new'],
    ],
  ])('%s', (_what, matcher, frames, texts) => {
    const collect = collectorOf(matcher);
    expect(frames.map((given) => textOf(collect(frameView(given))))).toEqual(texts);
  });

  test('keeps the bits, the opcode and the masking key of the first frame', () => {
    const collect = collectorOf('data');
    const first = frameView(begin('a'));
    const maskKey = Uint8Array.of(1, 2, 3, 4);
    collect({ ...first, header: { ...first.header, rsv2: true, maskKey, headerLength: 6 } });
    expect(collect(frameView(more('b', true)))).toEqual({
      ...{ fin: true, rsv1: false, rsv2: true, rsv3: false, opcode: opcodes.text, maskKey },
      payload: new TextEncoder().encode('ab'),
    });
  });
});
