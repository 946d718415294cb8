import { describe, expect, it } from 'vitest';
import { findHeader, layoutHead } from '../../src/wire/head-layout.ts';
import { bytesOf } from './hex.ts';

function fieldsOf(lines: string): [string, string][] {
  return layoutHead(bytesOf(`GET / HTTP/1.1\r\n${lines}\r\n`)).fields.map(({ name, value }) => [name, value]);
}

describe('layoutHead', () => {
  it('says where everything stands', () => {
    expect(layoutHead(bytesOf('\r\nGET / HTTP/1.1\r\nHost:  a.b \r\n\r\n'))).toEqual({
      startLine: 'GET / HTTP/1.1',
      fields: [{ name: 'Host', value: 'a.b', start: 18, valueStart: 25, valueEnd: 28, end: 31 }],
      fieldsEnd: 31,
      lineEnd: '\r\n',
    });
  });

  it('knows lines that end in LF alone', () => {
    expect(layoutHead(bytesOf('HTTP/1.1 200 OK\nA:b\n\n'))).toEqual({
      startLine: 'HTTP/1.1 200 OK',
      fields: [{ name: 'A', value: 'b', start: 16, valueStart: 18, valueEnd: 19, end: 20 }],
      fieldsEnd: 20,
      lineEnd: '\n',
    });
  });

  it.each([
    [
      'repeated names, in order',
      'B: 1\r\na: 2\r\nb: 3\r\n',
      [
        ['B', '1'],
        ['a', '2'],
        ['b', '3'],
      ],
    ],
    [
      'an empty value',
      'A:\r\nB: \t\r\n',
      [
        ['A', ''],
        ['B', ''],
      ],
    ],
    ['a colon in the value', 'Host: [::1]:80\r\n', [['Host', '[::1]:80']]],
    [
      'a folded value',
      'A: one,\r\n  two,\r\n\tthree\r\nB: c\r\n',
      [
        ['A', 'one, two, three'],
        ['B', 'c'],
      ],
    ],
    ['a space before the colon', 'A : b\r\n', [['A', 'b']]],
    ['a line without a colon, left out', 'none\r\nA: b\r\n', [['A', 'b']]],
  ])('reads %s', (_, lines, fields) => {
    expect(fieldsOf(lines)).toEqual(fields);
  });

  it('keeps a no-break space, which may be part of a UTF-8 sequence', () => {
    const { fields } = layoutHead(Uint8Array.from('G\r\nA: \xc3\xa0\r\n\r\n', (letter) => letter.charCodeAt(0)));
    expect(fields.map(({ value }) => value)).toEqual(['\xc3\xa0']);
  });

  it('is not slowed down by long blanks or many lines without a colon', () => {
    const lines = `A: x${' '.repeat(60_000)}y\r\n${'z\r\n'.repeat(20_000)}`;
    expect(fieldsOf(lines)).toEqual([['A', `x${' '.repeat(60_000)}y`]]);
  });
});

describe('findHeader', () => {
  it.each([
    ['in any case', 'HOST', 'a'],
    ['joined when repeated', 'accept', '1, 2'],
    ['not at all when it is missing', 'origin', undefined],
  ])('finds a header %s', (_, name, value) => {
    expect(
      findHeader(
        [
          ['Host', 'a'],
          ['Accept', '1'],
          ['ACCEPT', '2'],
        ],
        name,
      ),
    ).toBe(value);
  });
});
