import { describe, expect, test } from 'vitest';
import { LineCounter } from 'yaml';
import { type Place, problemAt, sortProblems } from '../../src/scenario/place.ts';
import type { Problem } from '../../src/scenario/problem.ts';

const text = 'first\n  second line\nthird';

function placeAt(offset: number, length: number): Place {
  const lines = new LineCounter();
  for (const start of [0, 6, 20]) lines.addNewLine(start);
  return { source: { file: 'a.yaml', text, lines }, offset, length };
}

describe('a problem at a place', () => {
  test('carries line and column from 1, the length and the source', () => {
    expect(problemAt(placeAt(8, 6), 'odd')).toEqual({
      file: 'a.yaml',
      line: 2,
      column: 3,
      message: 'odd',
      length: 6,
      source: text,
    });
  });

  test('marks nothing beyond its first line', () => {
    expect(problemAt(placeAt(8, 17), 'odd').length).toBe('second line'.length);
  });

  test('marks one column where there is nothing', () => {
    expect(problemAt(placeAt(25, 0), 'odd')).toMatchObject({ line: 3, column: 6, length: 1 });
  });

  test('stands at 1:1 in a file of which no lines are known', () => {
    const source = { file: 'a.yaml', text, lines: new LineCounter() };
    expect(problemAt({ source, offset: 0, length: 1 }, 'odd')).toMatchObject({ line: 1, column: 1 });
  });
});

describe('sorted problems', () => {
  const at = (file: string, line: number, column: number, message: string): Problem => ({
    file,
    line,
    column,
    message,
    length: 1,
    source: '',
  });

  test('stand in the order of file, line, column and message', () => {
    const sorted = [
      at('a', 1, 9, 'x'),
      at('a', 2, 1, 'x'),
      at('a', 10, 1, 'x'),
      at('a', 10, 1, 'y'),
      at('b', 1, 1, 'x'),
    ];
    expect(sortProblems([...sorted].reverse())).toEqual(sorted);
  });

  test('stand there once, however often they were found', () => {
    expect(sortProblems([at('a', 1, 1, 'x'), at('a', 1, 1, 'x')])).toEqual([at('a', 1, 1, 'x')]);
  });
});
