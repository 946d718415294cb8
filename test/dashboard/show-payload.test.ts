import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showPayload } from '../../src/dashboard/show-payload.ts';

test.each([
  ['text as it is', 'a <b>“é”</b> 漢', ['a <b>“é”</b> 漢']],
  ['lines one by one', 'a\nb\n', ['a', 'b', '']],
  ['what cannot be seen by signs of its own', 'a\0\nb\u202e', ['a␀', 'b⟨U+202E⟩']],
])('text shows %s', (_what, text, lines) => {
  expect(showPayload({ text }, 'text')).toEqual({ as: 'text', lines });
});

test('nothing that is shown acts on what is around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const line of showPayload({ text }, 'text').lines)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('bytes are a dump with offsets, in hex and in letters', () => {
  const hex = Array.from({ length: 18 }, (_, index) => (0x3c + index).toString(16)).join('');
  expect(showPayload({ hex, cut: true }, 'text')).toEqual({
    as: 'hex',
    lines: [
      '000000  3c 3d 3e 3f 40 41 42 43  44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK',
      '000010  4c 4d                                             LM',
    ],
  });
});

test('text can be looked at as its bytes', () => {
  expect(showPayload({ text: 'é\n' }, 'hex').lines).toEqual([`000000  c3 a9 0a${' '.repeat(42)}···`]);
});
