import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameWatch } from '../../src/client/frame-watch.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('sees', () => {
  test.each([
    ['an unmasked text message (RFC 6455 §5.7)', '81 05 48 65 6c 6c 6f', true, undefined],
    ['the first fragment of one', '01 03 48 65 6c', true, undefined],
    ['half a frame', '81 05 48 65', false, undefined],
    ['half a header', '81', false, undefined],
    ['a ping', '89 00', true, undefined],
    ['a Close frame', '88 02 03 e8', true, 1000],
    ['a Close frame with a reason', '88 04 0f a1 6e 6f', true, 4001],
    ['a Close frame without a code', '88 00', true, 1005],
    ['a Close frame with half a code', '88 01 03', true, 1005],
    ['a Close frame behind a message', '81 00 88 02 03 f4', true, 1012],
    ['the first of two Close frames', '88 02 03 e8 88 02 03 f3', true, 1000],
  ] as const)('%s', (_title, hex, completed, closeCode) => {
    expect(createFrameWatch()(bytes(hex))).toEqual({ completed, closeCode });
  });
});

test('the code of a Close frame is the same however the bytes are cut', () => {
  const stream = bytes('81 02 68 69 89 01 00 88 05 03 f3 62 79 65');
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: stream.length - 1 })), (cuts) => {
      const see = createFrameWatch();
      const ends = [...cuts.toSorted((a, b) => a - b), stream.length];
      const seen = ends.map((end, index) => see(stream.subarray(index === 0 ? 0 : ends[index - 1], end)));
      expect(seen.map(({ closeCode }) => closeCode).filter((code) => code !== undefined)).toEqual([1011]);
      expect(seen.at(-1)).toEqual({ completed: true, closeCode: 1011 });
    }),
  );
});
