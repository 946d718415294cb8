import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandMatrix } from '../../src/scenario/expand-matrix.ts';
import { toPlain } from '../../src/scenario/located-node.ts';
import { contextOf } from './scenario-text.ts';

function expand(text: string) {
  const { root, report, found } = contextOf(text);
  return { combinations: expandMatrix(root.entries.get('matrix'), report), problems: found };
}

describe('a matrix', () => {
  test('gives the cartesian product, the last key fastest', () => {
    const { combinations, problems } = expand('matrix: { a: [1, 2], b: [x, true] }');
    expect(problems).toEqual([]);
    expect(combinations.map(({ labels }) => labels)).toEqual([
      { a: '1', b: 'x' },
      { a: '1', b: 'true' },
      { a: '2', b: 'x' },
      { a: '2', b: 'true' },
    ]);
  });

  test('labels a map by its name, else by its position', () => {
    const { combinations } = expand('matrix: { hb: [{ name: fast, ms: 1 }, { ms: 2 }] }');
    expect(combinations.map(({ labels }) => labels.hb)).toEqual(['fast', '2']);
    const [first] = combinations;
    const node = first?.values.find('hb');
    expect(node && toPlain(node)).toEqual({ name: 'fast', ms: 1 });
  });

  test('that is not there gives one combination of nothing', () => {
    const { combinations } = expand('name: x');
    expect(combinations.map(({ labels, values }) => [labels, values.names])).toEqual([[{}, []]]);
  });

  test('has as many cases as the product of its lists, all different', () => {
    const axes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(axes, (lengths) => {
        const keys = lengths.map((length, key) => `k${key}: [${Array.from({ length }, (_, i) => i).join(', ')}]`);
        const { combinations } = expand(`matrix: { ${keys.join(', ')} }`);
        expect(combinations).toHaveLength(lengths.reduce((product, length) => product * length, 1));
        expect(new Set(combinations.map(({ labels }) => JSON.stringify(labels))).size).toBe(combinations.length);
      }),
    );
  });

  test.each([
    ['that is a list', 'matrix: [1]', ['1:9 matrix: expected a map of keys and lists, got a list']],
    [
      'with a value in place of a list',
      'matrix: { a: 1 }',
      ['1:14 matrix.a: expected a list of values or maps, got 1'],
    ],
    [
      'with an empty list',
      'matrix: { a: [] }',
      ['1:14 matrix.a: expected a list of values or maps, got an empty list'],
    ],
    ['with a list in a list', 'matrix: { a: [[1]] }', ['1:15 matrix.a[0]: expected a value or a map, got a list']],
    [
      'with one label twice',
      'matrix: { a: [{ name: x }, x] }',
      ['1:28 matrix.a: two values have the label "x"; "name" gives a map its label'],
    ],
    [
      'with a key that no reference can name',
      'matrix: { a.b: [1] }',
      ['1:11 matrix: "a.b" cannot be referred to; use letters, digits, "_" and "-"'],
    ],
    [
      'of more than a thousand cases',
      `matrix: { a: [${Array.from({ length: 40 }, (_, i) => i)}], b: [${Array.from({ length: 40 }, (_, i) => i)}] }`,
      ['1:1 the matrix gives 1600 cases; at most 1000'],
    ],
  ])('%s is refused, and stands for one case of broken values', (_what, text, expected) => {
    const { combinations, problems } = expand(text);
    expect(problems).toEqual(expected);
    expect(combinations.map(({ values }) => values.find('a')?.kind)).toEqual(['broken']);
  });
});
