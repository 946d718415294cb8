import { expect, test } from 'vitest';
import { stripTerminalCodes } from '../../src/base/strip-terminal-codes.ts';

test.each([
  ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
  ['movements of the cursor', 'a\u001b[2K\u001b[10;3Hb', 'ab'],
  [
    'the address of a link, ended by a bell',
    'see \u001b]8;;https://a.example/?k=v\u0007the page\u001b]8;;\u0007',
    'see the page',
  ],
  ['the address of a link, ended by ST', '\u001b]8;id=1;https://a.example\u001b\\page\u001b]8;;\u001b\\.', 'page.'],
  ['the title of a window', '\u001b]0;mine\u0007ready', 'ready'],
  ['a device control string', 'a\u001bP1$r0m\u001b\\b', 'ab'],
  ['the choice of a character set', '\u001b(B\u001b[mplain', 'plain'],
  ['a reset of the terminal', '\u001bcnew', 'new'],
])('%s is left out', (_what, text, stripped) => {
  expect(stripTerminalCodes(text)).toBe(stripped);
});

test.each([
  ['a bracket behind a tab', '\t[warn] [31m'],
  ['a string without an end', '\u001b]8;;https://a.example the words'],
  ['an escape sign alone', 'a\u001b'],
])('%s stays', (_what, text) => {
  expect(stripTerminalCodes(text)).toBe(text);
});
