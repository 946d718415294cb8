import { describe, expect, it } from 'vitest';
import { decodeFrameHeader, maxHeaderLength } from '../../src/wire/frame-header.ts';
import { fromHex } from './hex.ts';

const plain = {
  fin: true,
  rsv1: false,
  rsv2: false,
  rsv3: false,
  opcode: 1,
  maskKey: undefined,
  payloadLength: 5,
  headerLength: 2,
};

/** With the masking key, which the header makes anew for whoever asks. */
function decode(bytes: Uint8Array) {
  const header = decodeFrameHeader(bytes, 0, bytes.length);
  return header === undefined ? undefined : { ...header, maskKey: header.maskKey };
}

describe('decodeFrameHeader', () => {
  it.each([
    ['a text frame', '81 05', {}],
    ['a frame that is not the last', '01 05', { fin: false }],
    ['RSV1', 'c1 05', { rsv1: true }],
    ['RSV2', 'a1 05', { rsv2: true }],
    ['RSV3', '91 05', { rsv3: true }],
    ['a masking key', '81 85 37 fa 21 3d', { maskKey: fromHex('37fa213d'), headerLength: 6 }],
    ['a length of 125', '81 7d', { payloadLength: 125 }],
    ['a 16-bit length', '81 7e ff fe', { payloadLength: 65_534, headerLength: 4 }],
    ['a 16-bit length that needs but 7', '81 7e 00 05', { headerLength: 4 }],
    ['a 64-bit length', '81 7f 00 00 00 00 00 01 00 00', { payloadLength: 65_536, headerLength: 10 }],
    ['a 64-bit length that needs but 7', '81 7f 00 00 00 00 00 00 00 05', { headerLength: 10 }],
    [
      'the longest header',
      '81 ff 00 20 00 00 00 00 00 00 01 02 03 04',
      { payloadLength: 2 ** 53, maskKey: fromHex('01020304'), headerLength: maxHeaderLength },
    ],
  ])('reads %s', (_, hex, expected) => {
    const bytes = fromHex(hex);
    expect(decode(bytes)).toEqual({ ...plain, ...expected });
  });

  it.each(Array.from({ length: 16 }, (_, opcode) => opcode))('reads opcode %i', (opcode) => {
    expect(decodeFrameHeader(Uint8Array.of(0x80 | opcode, 5), 0, 2)).toEqual({ ...plain, opcode });
  });

  it.each([
    '81 05',
    '81 85 37 fa 21 3d',
    '81 7e ff fe',
    '81 ff 00 20 00 00 00 00 00 00 01 02 03 04',
  ])('gives nothing before the last byte of %s', (hex) => {
    const bytes = fromHex(hex);
    for (let end = 0; end < bytes.length; end++) expect(decodeFrameHeader(bytes, 0, end)).toBeUndefined();
  });

  it('reads from the given place on', () => {
    expect(decodeFrameHeader(fromHex('00 00 00 89 00 00'), 3, 6)).toEqual({ ...plain, opcode: 9, payloadLength: 0 });
  });
});
