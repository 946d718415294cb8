import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameSpec } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { decodeFrameHeader } from '../../src/wire/frame-header.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { anyFrame } from './arbitrary-frame.ts';
import { bytesOf, fromHex, toHex } from './hex.ts';

const hello = bytesOf('Hello');
const maskKey = fromHex('37 fa 21 3d');

describe('the examples of RFC 6455 §5.7', () => {
  it.each<[string, FrameSpec, string]>([
    ['an unmasked text message', { opcode: 1, payload: hello }, '81 05 48 65 6c 6c 6f'],
    ['a masked text message', { opcode: 1, payload: hello, maskKey }, '81 85 37 fa 21 3d 7f 9f 4d 51 58'],
    ['a first fragment', { opcode: 1, fin: false, payload: bytesOf('Hel') }, '01 03 48 65 6c'],
    ['a last fragment', { opcode: 0, payload: bytesOf('lo') }, '80 02 6c 6f'],
    ['an unmasked ping', { opcode: 9, payload: hello }, '89 05 48 65 6c 6c 6f'],
    ['a masked pong', { opcode: 10, payload: hello, maskKey }, '8a 85 37 fa 21 3d 7f 9f 4d 51 58'],
  ])('are encoded: %s', (_, spec, hex) => {
    expect(toHex(encodeFrame(spec))).toBe(hex);
  });

  it.each([
    ['256 bytes', 256, '82 7e 01 00'],
    ['64 KiB', 65_536, '82 7f 00 00 00 00 00 01 00 00'],
  ])('are encoded: a binary message of %s', (_, length, header) => {
    const bytes = encodeFrame({ opcode: 2, payload: new Uint8Array(length) });
    expect(toHex(bytes.subarray(0, bytes.length - length))).toBe(header);
  });
});

describe('the length', () => {
  it.each([
    [0, '82 00'],
    [125, '82 7d'],
    [126, '82 7e 00 7e'],
    [65_535, '82 7e ff ff'],
    [65_536, '82 7f 00 00 00 00 00 01 00 00'],
  ])('of %i bytes takes its shortest form', (length, header) => {
    const bytes = encodeFrame({ opcode: 2, payload: new Uint8Array(length) });
    expect(toHex(bytes.subarray(0, bytes.length - length))).toBe(header);
  });
});

describe('illegal frames', () => {
  it.each<[string, FrameSpec, string]>([
    ['reserved bits', { opcode: 1, rsv1: true, rsv2: true, rsv3: true }, 'f1 00'],
    ['a reserved opcode', { opcode: 3 }, '83 00'],
    ['a fragmented ping', { opcode: 9, fin: false }, '09 00'],
    [
      'a length in 16 bits that needs but 7',
      { opcode: 1, payload: hello, lengthBits: 16 },
      '81 7e 00 05 48 65 6c 6c 6f',
    ],
    ['a length in 64 bits that needs but 7', { opcode: 1, lengthBits: 64 }, '81 7f 00 00 00 00 00 00 00 00'],
    [
      'a length that is never sent',
      { opcode: 2, claimedLength: 2 ** 40, payload: hello },
      '82 7f 00 00 01 00 00 00 00 00 48 65 6c 6c 6f',
    ],
    ['a length shorter than the payload', { opcode: 2, claimedLength: 2, payload: hello }, '82 02 48 65 6c 6c 6f'],
    ['the highest bit of a 64-bit length', { opcode: 2, claimedLength: 2 ** 63 }, '82 7f 80 00 00 00 00 00 00 00'],
  ])('are written as asked: %s', (_, spec, hex) => {
    expect(toHex(encodeFrame(spec))).toBe(hex);
  });

  it('are written as asked: a ping of 126 bytes', () => {
    expect(toHex(encodeFrame({ opcode: 9, payload: new Uint8Array(126) }).subarray(0, 5))).toBe('89 7e 00 7e 00');
  });
});

describe('what no bits can express is refused:', () => {
  it.each<[string, FrameSpec, string]>([
    ['an opcode above 15', { opcode: 16 }, 'an opcode is a whole number from 0 to 15, not 16'],
    ['an opcode below 0', { opcode: -1 }, 'an opcode is a whole number from 0 to 15, not -1'],
    ['a key of three bytes', { opcode: 1, maskKey: new Uint8Array(3) }, 'a masking key has 4 bytes, not 3'],
    ['a broken length', { opcode: 1, claimedLength: 1.5 }, 'a payload length is a whole number of bytes, not 1.5'],
    ['a negative length', { opcode: 1, claimedLength: -1 }, 'a payload length is a whole number of bytes, not -1'],
    [
      '126 in 7 bits',
      { opcode: 1, claimedLength: 126, lengthBits: 7 },
      'a payload length of 126 bytes does not fit in 7 bits',
    ],
    [
      '65536 in 16 bits',
      { opcode: 1, claimedLength: 65_536, lengthBits: 16 },
      'a payload length of 65536 bytes does not fit in 16 bits',
    ],
    [
      '2^64 in 64 bits',
      { opcode: 1, claimedLength: 2 ** 64 },
      'a payload length of 18446744073709552000 bytes does not fit in 64 bits',
    ],
  ])('%s', (_, spec, message) => {
    expect(() => encodeFrame(spec)).toThrow(new RangeError(message));
  });
});

it('decoding what was encoded gives it back', () => {
  fc.assert(
    fc.property(anyFrame, (spec) => {
      const bytes = encodeFrame(spec);
      const header = decodeFrameHeader(bytes, 0, bytes.length);
      expect(header).toMatchObject({
        fin: spec.fin ?? true,
        rsv1: spec.rsv1 ?? false,
        rsv2: spec.rsv2 ?? false,
        rsv3: spec.rsv3 ?? false,
        opcode: spec.opcode,
        maskKey: spec.maskKey,
        payloadLength: spec.payload.length,
      });
      const payload = bytes.subarray(header?.headerLength);
      expect(toHex(spec.maskKey === undefined ? payload : applyMask(payload, spec.maskKey))).toBe(toHex(spec.payload));
    }),
  );
});
