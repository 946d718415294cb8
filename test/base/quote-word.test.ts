import { expect, test } from 'vitest';
import { quoteWord } from '../../src/base/quote-word.ts';

test.each([
  ['a plain path', 'scenarios/a-b.yaml', 'scenarios/a-b.yaml'],
  ['a URL', 'ws://127.0.0.1:8080/x', 'ws://127.0.0.1:8080/x'],
  ['a space', 'sp ace', "'sp ace'"],
  ['an apostrophe', "it's", "'it'\\''s'"],
  ['what the shell would fill in', '$HOME', "'$HOME'"],
  ['nothing at all', '', "''"],
])('%s: %s', (_what, word, expected) => {
  expect(quoteWord(word)).toBe(expected);
});
