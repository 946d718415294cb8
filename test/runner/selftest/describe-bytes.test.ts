import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeBytes, formatDigest } from '../../../src/runner/selftest/describe-bytes.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('bytes are described', () => {
  test.each([
    ['not at all where there are none', '', []],
    ['as lines of text', 'GET / HTTP/1.1\r\nA:\tb\r\n\r\n', ['"GET / HTTP/1.1\\r\\n"', '"A:\\tb\\r\\n"', '"\\r\\n"']],
    ['with text that has no end of line', 'no newline', ['"no newline"']],
    ['as ISO 8859-1', 'X: \xe9\xff\n', ['"X: éÿ\\n"']],
    [
      'in hex from the first line that is no text on',
      'text\n\x81\x00more\ntext\n',
      ['"text\\n"', '81006d6f72650a746578740a'],
    ],
    ['in hex where a byte is none of a text', 'a\x7fb', ['617f62']],
  ])('%s', (_how, text, expected) => {
    expect(describeBytes(latin1(text))).toEqual(expected);
  });

  test.each([
    ['text', 'x'.repeat(97), `"${'x'.repeat(32)}"… (97 bytes, `],
    ['hex', '\0'.repeat(97), `${'00'.repeat(32)}… (97 bytes, `],
  ])('by beginning, length and digest when long: %s', (_what, text, beginning) => {
    const digest = createHash('sha256').update(latin1(text)).digest('hex').slice(0, 16);
    expect(describeBytes(latin1(text))).toEqual([`${beginning}sha256 ${digest})`]);
  });

  test('alike only when they are alike', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const isSame = Buffer.compare(one, other) === 0;
        expect(describeBytes(one).join('\n') === describeBytes(other).join('\n')).toBe(isSame);
      }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (one, at, bits) => {
          const other = Uint8Array.from(one);
          other[at % one.length] = (one[at % one.length] as number) ^ bits;
          expect(describeBytes(other)).not.toEqual(describeBytes(one));
        },
      ),
    );
  });
});

test('a digest is the beginning of SHA-256', () => {
  expect(formatDigest(createHash('sha256').update('abc'))).toBe('sha256 ba7816bf8f01cfea');
});
