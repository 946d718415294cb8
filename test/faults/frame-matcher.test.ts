import { describe, expect, test } from 'vitest';
import {
  createFrameTest,
  frameMatcher,
  matcherNeedsPayload,
  matcherTouchesData,
} from '../../src/faults/frame-matcher.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';

type Given = Parameters<typeof frameView>[0];

/** One letter a frame: `x` where it matches. */
function pattern(matcher: unknown, frames: readonly Given[]): string {
  const isWanted = createFrameTest(frameMatcher.parse(matcher));
  return frames.map((given) => (isWanted(frameView(given)) ? 'x' : '.')).join('');
}

const message = (text: string): Given => ({ text });
const control = (name: 'ping' | 'pong' | 'close'): Given => ({ opcode: opcodes[name] });

/** A text message in three frames with a ping and a pong between them, and then a whole one. */
const fragmented: readonly Given[] = [
  { opcode: opcodes.text, fin: false, text: 'begin' },
  control('ping'),
  { opcode: opcodes.continuation, messageOpcode: opcodes.text, fin: false, text: 'middle' },
  control('pong'),
  { opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'end' },
  { opcode: opcodes.binary },
];

describe('a matcher', () => {
  test.each([
    ['pong', [control('ping'), control('pong'), message('')], '.x.'],
    [['ping', 'close'], [control('ping'), control('pong'), control('close')], 'x.x'],
    ['control', [control('ping'), message(''), control('close')], 'x.x'],
    ['data', [control('ping'), message(''), { opcode: opcodes.binary }, { opcode: 3 }], '.xxx'],
    ['any', [control('ping'), message('')], 'xx'],
    [{ text: 'bad' }, [message('very bad'), message('good')], 'x.'],
    [{ regex: '^\\d+$' }, [message('12'), message('1a')], 'x.'],
    [{ json: { type: 'ack', data: { id: 1 } } }, [message('{"type":"ack","data":{"id":1,"x":2}}')], 'x'],
    [{ json: { type: 'ack' } }, [message('{"type":"nack"}'), message('not json'), message('null')], '...'],
    [{ size: '>= 126' }, [{ size: 125 }, { size: 126 }], '.x'],
    [{ size: '<5' }, [{ size: 4 }, { size: 5 }], 'x.'],
    [{ size: '<= 5' }, [{ size: 5 }, { size: 6 }], 'x.'],
    [{ size: '> 5' }, [{ size: 5 }, { size: 6 }], '.x'],
    [{ size: '== 5' }, [{ size: 5 }, { size: 6 }], 'x.'],
    [{ opcode: 'text', text: 'a' }, [message('a'), { opcode: opcodes.binary, text: 'a' }], 'x.'],
    [{ heartbeat: 'ws', opcode: 'pong' }, [control('ping'), control('pong')], '.x'],
    [{ text: 'too long to look into' }, [{ payload: undefined, size: 2_000_000 }], '.'],
  ])('%j picks its frames', (matcher, frames, expected) => {
    expect(pattern(matcher, frames)).toBe(expected);
  });

  test.each([
    [{ nth: 2 }, '.x....'],
    [{ every: 2 }, '.x.x.x'],
    [{ opcode: 'text', nth: 1 }, 'x.....'],
  ])('%j counts only what matches', (matcher, expected) => {
    expect(pattern(matcher, Array(6).fill(message('')))).toBe(expected);
  });

  test('counts from its making on, each for itself', () => {
    expect(pattern({ nth: 1 }, [message('')])).toBe('x');
    expect(pattern({ nth: 1 }, [message('')])).toBe('x');
  });

  test.each([
    ['text', 'x.x.x.'],
    ['control', '.x.x..'],
    [{ opcode: 'data' }, 'x.x.xx'],
    [{ text: 'begin' }, 'x.x.x.'],
    [{ text: 'middle' }, '......'],
    [{ every: 2 }, '.x...x'],
    ['continuation', '..x.x.'],
    [{ opcode: 'continuation', nth: 2 }, '....x.'],
    ['binary', '.....x'],
  ])('%j gives the continuations of a message the fate of its first frame: %s', (matcher, expected) => {
    expect(pattern(matcher, fragmented)).toBe(expected);
  });

  test.each([
    ['pong', { opcode: ['pong'] }, false, false],
    [['ping', 'pong'], { opcode: ['ping', 'pong'] }, false, false],
    [{ opcode: 'close' }, { opcode: ['close'] }, false, false],
    [{ heartbeat: 'ws' }, { heartbeat: 'ws' }, false, false],
    [{ heartbeat: 'mqtt' }, { heartbeat: 'mqtt' }, true, true],
    [{ size: '> 1' }, { size: '> 1' }, false, true],
    [{ opcode: 'ping', regex: 'x' }, { opcode: ['ping'], regex: 'x' }, true, false],
    ['continuation', { opcode: ['continuation'] }, false, true],
  ])('%j is read, and known to need payloads or to touch messages', (given, parsed, needs, touches) => {
    const matcher = frameMatcher.parse(given);
    expect(matcher).toEqual(parsed);
    expect([matcherNeedsPayload(matcher), matcherTouchesData(matcher)]).toEqual([needs, touches]);
  });

  test.each([
    ['nth and every at once', { nth: 1, every: 2 }, 'give nth or every, not both'],
    ['an nth of 0', { nth: 0 }, 'Too small: expected number to be >=1'],
    ['a broken expression', { regex: '(' }, 'not a regular expression'],
    ['a size without a comparison', { size: '126' }, 'expected a comparison of bytes such as ">= 126"'],
    ['a key that is none', { opcodes: 'ping' }, 'Unrecognized key: "opcodes"'],
  ])('refuses %s', (_what, given, message) => {
    expect(JSON.stringify(frameMatcher.safeParse(given).error?.issues)).toContain(JSON.stringify(message));
  });

  test('refuses a frame that there is none of, and says which there are', () => {
    expect(JSON.stringify(frameMatcher.safeParse('pongs').error?.issues)).toContain(
      'unknown frame \\"pongs\\"; expected one of continuation, text, binary, close, ping, pong, any, data, control',
    );
  });
});
