import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyFrame } from '../../src/faults/copy-frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { decodeFrameHeader } from '../../src/wire/frame-header.ts';
import { anyFrame } from '../wire/arbitrary-frame.ts';

test('a copy with the same payload has the same bytes, legal or not', () => {
  fc.assert(
    fc.property(anyFrame, (spec) => {
      const { claimedLength: _, ...whole } = spec;
      const bytes = encodeFrame(whole);
      const header = decodeFrameHeader(bytes, 0, bytes.length);
      expect(header).toBeDefined();
      if (header !== undefined)
        expect(encodeFrame(copyFrame(header, whole.payload ?? new Uint8Array()))).toEqual(bytes);
    }),
  );
});

test('a copy with another payload has the shortest form of its length', () => {
  const bytes = encodeFrame({ opcode: 1, payload: Uint8Array.of(1), lengthBits: 64, rsv1: true });
  const header = decodeFrameHeader(bytes, 0, bytes.length);
  expect(header === undefined ? undefined : copyFrame(header, Uint8Array.of(1, 2))).toEqual({
    ...{ fin: true, rsv1: true, rsv2: false, rsv3: false, opcode: 1 },
    payload: Uint8Array.of(1, 2),
  });
});
