import { describe, expect, test } from 'vitest';
import { toPlain } from '../../src/scenario/located-node.ts';
import { readYaml } from '../../src/scenario/read-yaml.ts';
import { formatPlace, treeOf } from './scenario-text.ts';

function refusalsOf(text: string): readonly string[] {
  const reading = readYaml('a.yaml', text);
  return reading.kind === 'problems' ? reading.problems.map(formatPlace) : [];
}

/** Nine lists, each of nine aliases of the one before. */
const bomb = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'lol' : `*l${level - 1}`;
  return `x-${level}: &l${level} [${Array(9).fill(item).join(', ')}]`;
}).join('\n');

describe('aliases and merge keys', () => {
  test.each([
    ['an alias stands for its anchor', 'a: &a [1]\nb: *a', { a: [1], b: [1] }],
    ['the last anchor of a name counts', 'a: &a 1\nb: &a 2\nc: *a', { a: 1, b: 2, c: 2 }],
    [
      'a merge key adds members',
      'x-a: &a { b: 1, c: 2 }\nd: { <<: *a, c: 3 }',
      { 'x-a': { b: 1, c: 2 }, d: { c: 3, b: 1 } },
    ],
    [
      'of a list of merged maps the first wins',
      'a: &a { k: 1 }\nb: &b { k: 2, l: 2 }\nc: { <<: [*a, *b] }',
      { a: { k: 1 }, b: { k: 2, l: 2 }, c: { k: 1, l: 2 } },
    ],
    ['a merge key in quotes is a key', '"<<": { a: 1 }', { '<<': { a: 1 } }],
    ['numbers are keys as they are written', '1.0: a\ntrue: b', { '1.0': 'a', true: 'b' }],
  ])('%s', (_what, text, expected) => {
    expect(toPlain(treeOf(text))).toEqual(expected);
  });

  test.each([
    ['an alias bomb', bomb, ['5:10 more than 20000 values, aliases written out; a scenario has a few dozen']],
    ['an alias of nothing', 'a: *b', ['1:4 unknown alias "*b"; "&b" must stand above it']],
    ['an alias within its anchor', 'a: &a [*a]', ['1:8 the alias "*a" stands within what it names']],
    ['a merged text', 'a: { <<: text }', ['1:10 the merge key "<<" takes a map or a list of maps']],
    ['a duplicate key', 'a: 1\nb: 2\na: 3', ['3:1 duplicate key "a"; it stands on line 1 already']],
    ['a map as a key', '{ a: 1 }: 2', ['1:1 a key must be a plain name']],
    ['a key that reaches into prototypes', '__proto__: 1', ['1:1 the key "__proto__" is not allowed']],
  ])('refuses %s', (_what, text, expected) => {
    expect(refusalsOf(text)).toEqual(expected);
  });
});

describe('the place of a text within its scalar', () => {
  test.each([
    ['a plain scalar', 'a: some text', 3],
    ['a quoted scalar', "a: 'some text'", 4],
    ['a scalar with escapes', 'a: "some \\x74ext"', undefined],
    ['a folded scalar', 'a: >-\n  some\n  text', undefined],
  ])('of %s is known only if it stands there letter by letter', (_what, text, offset) => {
    const root = treeOf(text);
    expect(root.kind === 'map' && root.entries.get('a')?.value).toMatchObject({
      value: 'some text',
      textOffset: offset,
    });
  });
});
