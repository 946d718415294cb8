import { expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../src/report/clean-text.ts';

test.each([
  ['colours and movements of the cursor go', '\u001b[1;31mred\u001b[0m\u001b[2K', 'red'],
  ['another control character is replaced', 'a\u0000b\u0007c\u009bd\u001b', 'a\ufffdb\ufffdc\ufffdd\ufffd'],
  ['half of a pair is replaced, a whole one stays', 'a\ud800b 😀', 'a\ufffdb 😀'],
  ['every end of line is one', 'a\r\nb\rc\n\td', 'a\nb\nc\n\td'],
  ['what is no command stays', '\n[x] [31m', '\n[x] [31m'],
])('%s', (_what, text, cleaned) => {
  expect(cleanText(text)).toBe(cleaned);
});

test('a line has no end within', () => {
  expect(cleanLine(' a\r\n\tb  c\n')).toBe('a b c');
});
