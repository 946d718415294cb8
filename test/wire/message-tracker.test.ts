import { describe, expect, it } from 'vitest';
import { createMessageTracker } from '../../src/wire/message-tracker.ts';
import { fromHex } from './hex.ts';
import { scanFrames } from './scan-frames.ts';

/** `opcode start|continue end|more violation?` for each frame. */
function track(hex: string): string[] {
  const tracker = createMessageTracker();
  return scanFrames([fromHex(hex)]).frames.map(({ header }) => {
    const { messageOpcode, startsMessage, endsMessage, violation } = tracker.track(header);
    const parts = [messageOpcode, startsMessage ? 'start' : 'continue', endsMessage ? 'end' : 'more'];
    return [...parts, ...(violation === undefined ? [] : [violation])].join(' ');
  });
}

describe('a message tracker', () => {
  it.each([
    ['a message in one frame', '81 00 82 00', ['1 start end', '2 start end']],
    ['a message in three frames', '02 00 00 00 80 00', ['2 start more', '2 continue more', '2 continue end']],
    [
      'control frames between fragments',
      '01 00 89 00 00 00 8a 00 80 00 82 00',
      ['1 start more', '9 start end', '1 continue more', '10 start end', '1 continue end', '2 start end'],
    ],
    [
      'continuations of nothing, each for itself',
      '00 00 80 00 81 00',
      ['0 start more orphan-continuation', '0 start end orphan-continuation', '1 start end'],
    ],
    ['a continuation behind a finished message', '81 00 80 00', ['1 start end', '0 start end orphan-continuation']],
    [
      'a message that interrupts another',
      '01 00 02 00 80 00',
      ['1 start more', '2 start more message-interrupted', '2 continue end'],
    ],
    [
      'a whole message that interrupts another and leaves nothing to continue',
      '01 00 82 00 80 00',
      ['1 start more', '2 start end message-interrupted', '0 start end orphan-continuation'],
    ],
    [
      'a fragmented control frame, which has no continuation',
      '01 00 09 00 80 00',
      ['1 start more', '9 start end', '1 continue end'],
    ],
    ['reserved data opcodes as messages', '03 00 80 00', ['3 start more', '3 continue end']],
  ])('follows %s', (_, hex, places) => {
    expect(track(hex)).toEqual(places);
  });

  it('knows whether a message is under way', () => {
    const tracker = createMessageTracker();
    const states = scanFrames([fromHex('01 00 89 00 80 00')]).frames.map(({ header }) => {
      tracker.track(header);
      return tracker.inMessage;
    });
    expect([createMessageTracker().inMessage, ...states]).toEqual([false, true, true, false]);
  });
});
