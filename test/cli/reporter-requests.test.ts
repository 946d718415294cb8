import { expect, test } from 'vitest';
import { parseReporters } from '../../src/cli/reporter-requests.ts';

const read = (...texts: string[]) =>
  parseReporters(texts.map((text) => ({ text, source: '--reporter' }))).map((request) => [
    request.kind === 'own' ? request.module : request.reporter.name,
    request.file,
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
  ['a module of your own', ['./a/my-reporter.mjs'], [['./a/my-reporter.mjs', undefined]]],
  ['a module by its name alone', ['my.reporter.ts'], [['my.reporter.ts', undefined]]],
  [
    'a module and its file, and one whose file looks like a module',
    ['/a.cjs:b.js,json:c.js'],
    [
      ['/a.cjs', 'b.js'],
      ['json', 'c.js'],
    ],
  ],
  [
    'lines beside a report that has a file of its own',
    ['jsonl,junit,prometheus'],
    [
      ['jsonl', undefined],
      ['junit', undefined],
      ['prometheus', undefined],
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
  ['no file behind a module', ['./a.mjs:'], '--reporter: "./a.mjs:" names no file behind the colon'],
  ['a dash for a file', ['junit:-'], '--reporter: "junit:-" would be written to a file called "-"'],
  ['a name that was mistyped', ['junitt'], '--reporter: unknown reporter "junitt" (did you mean "junit"?)'],
  [
    'JSON lines that are not alone on stdout',
    ['github,jsonl'],
    '--reporter: jsonl on stdout must be alone there, and github writes there too',
  ],
  [
    'one that must be alone, and several others',
    ['json,plain,jsonl'],
    '--reporter: json on stdout must be alone there, and plain and jsonl write there too',
  ],
  ['the same twice', ['json,json'], '--reporter: json on stdout must be alone there, and json writes there too'],
])('an error is %s', (_what, texts, message) => {
  expect(() => read(...texts)).toThrow(message);
});

test.each([
  ['one with a file of its own', 'junit:-', 'To stdout it is "junit:/dev/stdout"; a file of that name is "./-".'],
  ['one that goes there anyway', 'json:-', 'To stdout without a file: "json"; a file of that name is "./-".'],
  ['a module', './a.mjs:-', 'To stdout it is "./a.mjs:/dev/stdout"; a file of that name is "./-".'],
])('who means stdout by a dash is told how to get it from %s', (_what, text, hint) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'cli.usage', hint }));
});
