import { expect, test } from 'vitest';
import { measureYamlDepth } from '../../src/scenario/yaml-depth.ts';

test.each([
  ['a scalar', 'x', 0, 0],
  ['an empty text', '', 0, 0],
  ['a map of scalars', 'a: 1\nb: 2', 1, 0],
  ['a list in a map', 'a: 1\nb:\n  - 2', 2, 10],
  ['flow collections in one another', 'a: [{ b: [1] }]', 4, 9],
  ['a key that is a list', '? [[1]]\n: 2', 3, 3],
  ['brackets within quotes', 'a: "[[[["', 1, 0],
  ['brackets that never close', '['.repeat(100_000), 100_000, 99_999],
])('the depth of %s is measured', (_what, text, depth, offset) => {
  expect(measureYamlDepth(text, () => {})).toEqual({ depth, offset });
});

test('line starts are told on the way', () => {
  const starts: number[] = [];
  measureYamlDepth('a: 1\nb: 2\n', (offset) => starts.push(offset));
  expect(starts).toEqual([0, 5, 10]);
});
