import { expect, test } from 'vitest';
import { count, countProblems, formatProblems } from '../../src/cli/format-problems.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';

const problem = {
  file: 'a.yaml',
  line: 2,
  column: 1,
  message: 'unknown key "nam"',
  length: 3,
  source: 'version: 1\nnam: x\n',
};

test('problems stand one under the other, with place, frame and message', () => {
  expect(formatProblems([problem, { ...problem, file: 'b.yaml', source: '' }], paintNothing)).toBe(`\
a.yaml:2:1
  1 | version: 1
> 2 | nam: x
    | ^^^
unknown key "nam"

b.yaml:2:1
unknown key "nam"`);
});

test('place and message are coloured, the source is not', () => {
  const text = formatProblems([problem], (style, it) => `<${style}>${it}</>`);
  expect(text.split('\n').filter((line) => line.includes('<'))).toEqual([
    '<bold>a.yaml:2:1</>',
    '<red>unknown key "nam"</>',
  ]);
});

test.each([
  ['one file', [problem], 1, '1 problem in 1 of 1 file'],
  ['several files', [problem, problem, { ...problem, file: 'b' }], 5, '3 problems in 2 of 5 files'],
])('problems are counted in %s', (_what, problems, files, expected) => {
  expect(countProblems(problems, files)).toBe(expected);
});

test('one is singular', () => {
  expect([count(0, 'case'), count(1, 'case'), count(2, 'case')]).toEqual(['0 cases', '1 case', '2 cases']);
});
