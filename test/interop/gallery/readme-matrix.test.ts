import { describe, expect, test } from 'vitest';
import { readText } from '../../architecture/tree.ts';
import { failures } from './failures.ts';
import { setUps } from './set-ups.ts';

const [, section = ''] = /<!-- gallery:start -->\n([\s\S]*?)\n<!-- gallery:end -->/.exec(readText('README.md')) ?? [];
const [header = '', , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
const cellsOf = (line: string): readonly string[] => line.slice(2, -2).split(' | ');

describe('the matrix of README.md (npm run gallery -- --readme rewrites it)', () => {
  test('has a column for each failure', () => {
    expect(cellsOf(header)).toEqual(['client', ...failures.map(({ name }) => name)]);
  });

  test('has a row for each client', () => {
    expect(rows.map((row) => cellsOf(row)[0])).toEqual(setUps.map(({ name }) => name));
  });

  test('has no empty cell', () => {
    const widths = rows.map((row) => cellsOf(row).filter((cell) => cell.trim() !== '').length);
    expect(widths).toEqual(rows.map(() => 1 + failures.length));
  });
});
