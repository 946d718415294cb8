import { describe, expect, test } from 'vitest';
import { partialFrame } from '../../src/faults/partial-frame.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const forward = { kind: 'forward' };

describe('a partial frame', () => {
  test.each([
    ['the next one that is longer', {}, frameView({ text: '12345' }), { kind: 'cut', bytes: 6, then: 'stall' }],
    [
      'a control frame',
      {},
      frameView({ opcode: opcodes.ping, text: '12345' }),
      { kind: 'cut', bytes: 6, then: 'stall' },
    ],
    ['with a FIN', { then: 'fin' }, frameView({ text: '12345' }), { kind: 'cut', bytes: 6, then: 'fin' }],
    [
      'one whose payload is not shown',
      { then: 'reset' },
      frameView({ payload: undefined, size: 2 ** 30 }),
      { kind: 'cut', bytes: 6, then: 'reset' },
    ],
    ['not one that is just as long', {}, frameView({ text: '1234' }), forward],
    ['not one that does not match', { frames: 'binary' }, frameView({ text: '12345' }), forward],
  ])('cuts %s', (_what, given, frame, action) => {
    expect(flowFrom(partialFrame, { bytes: '6B', ...given }).onFrame?.(frame, 0)).toEqual([action]);
  });

  test.each([
    [{ bytes: '4B' }, false, false, 'cut the next of any frames after 4 bytes, then stall'],
    [
      { bytes: '1KiB', frames: 'data', then: 'fin' },
      false,
      false,
      'cut the next of data frames after 1024 bytes, then FIN',
    ],
    [
      { bytes: '4B', frames: { text: 'x' } },
      true,
      true,
      'cut the next of any frames, text x after 4 bytes, then stall',
    ],
  ])('%j needs messages uncompressed: %s, needs payloads: %s', (given, touches, needs, explanation) => {
    const options = partialFrame.options.parse(given);
    expect([partialFrame.touchesData(options), partialFrame.needsPayload(options)]).toEqual([touches, needs]);
    expect(explanationOf(partialFrame, given)).toBe(explanation);
  });

  test.each([
    ['no length', {}, ['bytes: expected a size such as "64KiB"']],
    ['a length of nothing', { bytes: '0B' }, ['bytes: at least 1B']],
    ['another end', { bytes: '1B', then: 'close' }, ['then: Invalid option: expected one of "stall"|"fin"|"reset"']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(partialFrame, given)).toEqual(problems);
  });
});

test.each([
  [{ bytes: '1B' }, 'to-client', 'silence'],
  [{ bytes: '2B' }, 'to-client', 'none'],
  [{ bytes: '5B' }, 'to-server', 'silence'],
  [{ bytes: '6B' }, 'to-server', 'none'],
  [{ bytes: '5B' }, 'both', 'none'],
  [{ bytes: '1B', then: 'fin' }, 'to-client', 'none'],
  [{ bytes: '1B', frames: 'data' }, 'to-client', 'none'],
  [{ bytes: '1B', frames: { opcode: 'any', nth: 2 } }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(partialFrame.sign(partialFrame.options.parse(given), direction)).toBe(expected);
});
