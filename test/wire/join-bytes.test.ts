import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinBytes } from '../../src/wire/join-bytes.ts';
import { fromHex, toHex } from './hex.ts';

test.each([
  ['nothing', [], ''],
  ['empty parts', ['', ''], ''],
  ['parts', ['01', '', '02 03'], '01 02 03'],
])('%s joined', (_what, parts, expected) => {
  expect(toHex(joinBytes(parts.map(fromHex)))).toBe(expected);
});

test('a lone part is not copied', () => {
  const part = fromHex('01 02');
  expect(joinBytes([part])).toBe(part);
});

test('several parts are copied in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array(), { minLength: 2 }), (parts) => {
      expect(joinBytes(parts)).toEqual(Uint8Array.from(parts.flatMap((part) => [...part])));
    }),
  );
});
