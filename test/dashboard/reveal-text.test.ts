import { expect, test } from 'vitest';
import { revealText } from '../../src/dashboard/reveal-text.ts';

test.each([
  ['what can be seen stays', 'a <b>“é”</b> 漢', 'a <b>“é”</b> 漢'],
  ['controls become their pictures', 'a\0b\x1b[31m\r\n\x7f', 'a␀b␛[31m␍␊␡'],
  ['a tab becomes an arrow', 'a\tb', 'a⇥ b'],
  ['marks that turn text around become their names', 'a\u202eb\u200b', 'a⟨U+202E⟩b⟨U+200B⟩'],
  ['separators of lines become their names', 'a\u2028b', 'a⟨U+2028⟩b'],
  ['half a character becomes its name', 'a\ud800b', 'a⟨U+D800⟩b'],
])('%s', (_what, text, shown) => {
  expect(revealText(text)).toBe(shown);
});
