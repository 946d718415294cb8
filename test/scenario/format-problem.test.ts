import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/scenario/format-problem.ts';
import { head, load } from './scenario-text.ts';

const at = (source: string, line: number, column: number, length: number): string =>
  formatProblem({ file: 'a.yaml', line, column, length, source, message: 'odd' });

describe('a problem for people', () => {
  test('has its place, the lines around it, an underline and the message', () => {
    const loaded = load(`${head}faults:\n  - id: down\n    fault: refise\n    at: 500ms\n    for: 3s\n`);
    expect(loaded.kind === 'problems' && loaded.problems.map(formatProblem).join('\n')).toBe(
      [
        'lab/sample.yaml:6:12',
        '  4 | faults:',
        '  5 |   - id: down',
        '> 6 |     fault: refise',
        '    |            ^^^^^^',
        '  7 |     at: 500ms',
        '  8 |     for: 3s',
        'unknown fault "refise" (did you mean "refuse"?)',
      ].join('\n'),
    );
  });

  test('aligns line numbers of different lengths', () => {
    expect(at(Array(12).fill('x').join('\n'), 10, 1, 1).split('\n').slice(1, -1)).toEqual([
      '   8 | x',
      '   9 | x',
      '> 10 | x',
      '     | ^',
      '  11 | x',
      '  12 | x',
    ]);
  });

  test('has no frame where there is no source', () => {
    expect(at('', 1, 1, 1)).toBe('a.yaml:1:1\nodd');
  });

  test('shows the first and the last line, and no line behind the last', () => {
    expect(at('a\nb\n', 1, 1, 1)).toBe('a.yaml:1:1\n> 1 | a\n    | ^\n  2 | b\nodd');
    expect(at('a\nb\n', 2, 1, 1)).toBe('a.yaml:2:1\n  1 | a\n> 2 | b\n    | ^\nodd');
  });

  test('keeps tabs, so that the underline stands where the text does', () => {
    expect(at('\ta: b', 1, 2, 1)).toBe('a.yaml:1:2\n> 1 | \ta: b\n    | \t^\nodd');
  });

  test('replaces control characters, so that a file cannot steer the terminal', () => {
    expect(at('a\x1b[31mb\x07\u202e', 1, 1, 1)).toBe('a.yaml:1:1\n> 1 | a�[31mb��\n    | ^\nodd');
  });

  test('cuts a long line around the marked text', () => {
    const [, shown = '', underline = ''] = at(`${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`, 1, 5_001, 4).split('\n');
    expect(shown.length).toBeLessThan(130);
    expect(shown.slice(underline.indexOf('^'), underline.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('has lines of bounded length, and an underline, whatever the source', () => {
    const place = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), place, place, (source, column, length) => {
        fc.pre(source !== '');
        const lines = at(source, 1, column, length).split('\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
        expect(lines.some((line) => /^ +\| .*\^/.test(line))).toBe(true);
      }),
    );
  });
});
