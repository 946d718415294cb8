import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMask } from '../../src/wire/mask.ts';
import { bytesOf, concat, fromHex, toHex } from './hex.ts';

const maskKey = fc.uint8Array({ minLength: 4, maxLength: 4 });
const payload = fc.uint8Array({ maxLength: 300 });

/** As RFC 6455 §5.3 writes it. */
function transform(bytes: Uint8Array, key: Uint8Array, offset: number): Uint8Array {
  return bytes.map((byte, index) => byte ^ (key[(index + offset) % 4] ?? 0));
}

describe('applyMask', () => {
  it('masks the example of RFC 6455 §5.7', () => {
    expect(toHex(applyMask(bytesOf('Hello'), fromHex('37 fa 21 3d')))).toBe('7f 9f 4d 51 58');
  });

  it('does what RFC 6455 §5.3 says, at every length, offset and place in memory', () => {
    fc.assert(
      fc.property(payload, maskKey, fc.nat(2 ** 52), fc.nat(7), (bytes, key, offset, shift) => {
        const shifted = concat([new Uint8Array(shift), bytes]).subarray(shift);
        expect(toHex(applyMask(shifted, key, offset))).toBe(toHex(transform(bytes, key, offset)));
      }),
    );
  });

  it('gives the same for a payload in parts', () => {
    fc.assert(
      fc.property(payload, maskKey, fc.nat(300), (bytes, key, cut) => {
        const head = bytes.subarray(0, cut);
        const parts = [applyMask(head, key), applyMask(bytes.subarray(cut), key, head.length)];
        expect(toHex(concat(parts))).toBe(toHex(applyMask(bytes, key)));
      }),
    );
  });

  it.each([10, 1_000])('takes itself back and leaves a payload of %i bytes as it was', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index & 0xff);
    const before = toHex(bytes);
    const masked = applyMask(bytes, fromHex('01 02 03 04'));
    expect(toHex(masked)).not.toBe(before);
    expect(toHex(bytes)).toBe(before);
    expect(toHex(applyMask(masked, fromHex('01 02 03 04')))).toBe(before);
  });

  it('gives an array of its own for a Node buffer', () => {
    const buffer = Buffer.from('Hello');
    expect(Object.getPrototypeOf(applyMask(buffer, fromHex('00 00 00 00')))).toBe(Uint8Array.prototype);
  });
});
