import { expect, test } from 'vitest';
import { readSessionName } from '../../../src/runner/session/session-name.ts';

test.each(['chat', 'mysql:main', 'a', '1-b_c.d@e', 'x'.repeat(128)])('"%s" is a name', (name) => {
  expect(readSessionName(name)).toBe(name);
});

test.each([
  ['nothing', '', '""'],
  ['a path', '../etc', '"../etc"'],
  ['a slash', 'a/b', '"a/b"'],
  ['a space', 'a b', '"a b"'],
  ['markup', '<script>', '"<script>"'],
  ['a control character', 'a\u001b[2J', '"a\\u001b[2J"'],
  ['a line break at its end', 'a\n', '"a\\n"'],
  ['too many characters', 'x'.repeat(129), `"${'x'.repeat(57)}…"`],
])('%s is none', (_what, name, shown) => {
  expect(() => readSessionName(name)).toThrow(`${shown} is no name for a proxy`);
});
