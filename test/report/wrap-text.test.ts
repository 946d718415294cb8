import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from '../../src/report/wrap-text.ts';

describe('a wrapped text', () => {
  it.each([
    ['stays on one line that has room', 'one two', 20, 2, 'one two'],
    ['goes on under its indent', 'one two three', 11, 4, 'one two\n    three'],
    ['keeps a word whole that has no room', 'incomprehensibilities of', 10, 2, 'incomprehensibilities\n  of'],
    ['is empty when there is none', '', 10, 2, ''],
  ])('%s', (_title, text, width, indent, expected) => {
    expect(wrapText(text, width, indent)).toBe(expected);
  });

  it('has less room on its first line when something stands before it', () => {
    expect(wrapText('one two', 10, 0, 6)).toBe('one\ntwo');
  });

  it('has all its words in order, and no line beyond the width that could be broken', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 60 }), fc.integer({ min: 0, max: 8 }), (all, width, indent) => {
        const lines = (' '.repeat(indent) + wrapText(all.join(' '), width, indent)).split('\n');
        expect(lines.join(' ').trim().split(/ +/)).toEqual(all);
        for (const line of lines) {
          if (line.length > width) expect(line.trim()).not.toContain(' ');
        }
      }),
    );
  });
});
