import { array, assert, constantFrom, integer, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineSplitter } from '../../../src/runner/subject/line-splitter.ts';

/** Cuts chunks into lines, as text. */
function splitAll(chunks: readonly (string | Buffer)[], maxLineBytes = 100): readonly string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter(maxLineBytes, (bytes, start, end) =>
    lines.push(bytes.toString('utf8', start, end)),
  );
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe('a line splitter', () => {
  test.each([
    ['nothing', [], []],
    ['one line', ['a\n'], ['a']],
    ['several lines', ['a\nb\n'], ['a', 'b']],
    ['empty lines', ['\n\n'], ['', '']],
    ['a line that never ended', ['a\nb'], ['a', 'b']],
    ['a line in pieces', ['ab', 'cd', 'e\nf\n'], ['abcde', 'f']],
    ['CR LF', ['a\r\nb\r\n'], ['a', 'b']],
    ['CR LF in two pieces', ['a\r', '\nb\n'], ['a', 'b']],
    ['a CR inside a line', ['a\rb\n'], ['a\rb']],
    ['a line feed that comes alone', ['a', '\n', 'b\n'], ['a', 'b']],
  ])('finds the lines of %s', (_what, chunks, lines) => {
    expect(splitAll(chunks)).toEqual(lines);
  });

  test.each([
    ['in one piece', ['abcdef\nnext\n'], ['abcd', 'next']],
    ['in several pieces', ['abc', 'def', 'ghi\nnext\n'], ['abcd', 'next']],
    ['without an end', ['abc', 'def', 'ghi'], ['abcd']],
    ['of exactly the limit', ['ab', 'cd\n'], ['abcd']],
    ['with its CR behind the limit', ['abcdef\r\nnext\n'], ['abcd', 'next']],
  ])('cuts a line %s at the limit', (_what, chunks, lines) => {
    expect(splitAll(chunks, 4)).toEqual(lines);
  });

  test('puts together a character whose bytes came in two chunks', () => {
    const bytes = Buffer.from('€\n');
    expect(splitAll([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(['€']);
  });

  test('hands over lines that stay as they are when more is written', () => {
    const seen: Buffer[] = [];
    const splitter = createLineSplitter(10, (bytes, start, end) => seen.push(bytes.subarray(start, end)));
    for (const chunk of ['fir', 'st\nsec', 'ond\nthi']) splitter.write(Buffer.from(chunk));
    splitter.end();
    expect(seen.map(String)).toEqual(['first', 'second', 'thi']);
  });

  test('gives the same lines however the output is cut into chunks', () => {
    const line = string({ unit: constantFrom('a', '€', ' ', '\r'), maxLength: 8 }).filter(
      (text) => !text.endsWith('\r'),
    );
    assert(
      property(
        array(line),
        array(integer({ min: 1, max: 7 }), { minLength: 1 }),
        integer({ min: 1, max: 12 }),
        (lines, cuts, limit) => {
          const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(''));
          const chunks: Buffer[] = [];
          for (let at = 0, i = 0; at < bytes.length; i += 1) {
            const length = cuts[i % cuts.length] ?? 1;
            chunks.push(bytes.subarray(at, at + length));
            at += length;
          }
          expect(splitAll(chunks, limit)).toEqual(splitAll([bytes], limit));
          expect(splitAll([bytes], 100)).toEqual(lines);
        },
      ),
    );
  });
});
