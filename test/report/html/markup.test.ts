import { expect, test } from 'vitest';
import { element } from '../../../src/report/html/markup.ts';

test('children are flattened, and what is missing is left out', () => {
  const nested = ['a', ['b', [undefined, 'c']], false] as const;
  expect(element('p', {}, nested, undefined, 'd').children).toEqual(['a', 'b', 'c', 'd']);
});

test('an empty text is a child', () => {
  expect(element('p', {}, '')).toEqual({ tag: 'p', attributes: {}, children: [''] });
});
