import { expect, test } from 'vitest';
import { parseReporters } from '../../src/cli/reporter-requests.ts';

const read = (...texts: string[]) =>
  parseReporters(texts.map((text) => ({ text, source: '--reporter' }))).map(({ reporter, file }) => [
    reporter.name,
    file,
  ]);

test.each([
  ['the table by default', [], [['table', undefined]]],
  ['one by name', ['plain'], [['plain', undefined]]],
  ['one in a file', ['json:a/b.json'], [['json', 'a/b.json']]],
  [
    'several, with commas and repeated',
    ['table,json:a.json', 'plain:log:1.txt'],
    [
      ['table', undefined],
      ['json', 'a.json'],
      ['plain', 'log:1.txt'],
    ],
  ],
])('there is %s', (_what, texts, expected) => {
  expect(read(...texts)).toEqual(expected);
});

test.each([
  ['an unknown name', ['tabl'], '--reporter: unknown reporter "tabl" (did you mean "table"?)'],
  ['no file behind the colon', ['json:'], '--reporter: "json:" names no file behind the colon'],
  [
    'JSON that is not alone on stdout',
    ['json', 'table'],
    '--reporter: json on stdout must be alone there, and table writes there too',
  ],
])('an error is %s', (_what, texts, message) => {
  expect(() => read(...texts)).toThrow(message);
});
