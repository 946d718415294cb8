import { expect, it } from 'vitest';
import { decodeHeadText, encodeHeadText } from '../../src/wire/head-text.ts';
import { bytesOf, toHex } from './hex.ts';

const everyByte = Uint8Array.from({ length: 10_000 }, (_, index) => index & 0xff);

it('every byte is one character, and back', () => {
  expect(decodeHeadText(everyByte)).toHaveLength(10_000);
  expect(decodeHeadText(Uint8Array.of(0x80, 0x9f, 0xff))).toBe('\x80\x9f\xff');
  expect(toHex(encodeHeadText(decodeHeadText(everyByte)))).toBe(toHex(everyByte));
});

it('text beyond one byte a character is written as UTF-8', () => {
  expect(toHex(encodeHeadText('é'))).toBe('e9');
  expect(toHex(encodeHeadText('é…'))).toBe(toHex(bytesOf('é…')));
});
