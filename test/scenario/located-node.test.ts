import { describe, expect, test } from 'vitest';
import {
  createBroken,
  createList,
  describeNode,
  findKey,
  findNode,
  findPlace,
  quote,
  toPlain,
} from '../../src/scenario/located-node.ts';
import { treeOf } from './scenario-text.ts';

const root = treeOf('name: x\nfaults:\n  - fault: reset\n    with: { side: both }\n  - 5\n');

function wordAt(path: readonly PropertyKey[]): string {
  const { source, offset, length } = findPlace(root, path);
  return source.text.slice(offset, offset + length);
}

describe('a located tree', () => {
  test('gives the bare value', () => {
    expect(toPlain(root)).toEqual({ name: 'x', faults: [{ fault: 'reset', with: { side: 'both' } }, 5] });
  });

  test('gives undefined for what is broken', () => {
    expect(toPlain(createList([createBroken(root.place)], root.place))).toEqual([undefined]);
  });

  test('counts every value, also those of shared aliases', () => {
    expect(treeOf('a: &a [1, 2]\nb: [*a, *a]').size).toBe(1 + 3 + 1 + 3 + 3);
  });

  test('finds a node by its path, and nothing where there is none', () => {
    expect(findNode(root, ['faults', 0, 'with', 'side'])).toMatchObject({ kind: 'scalar', value: 'both' });
    expect(findNode(root, ['faults', 7])).toBeUndefined();
    expect(findNode(root, ['name', 'x'])).toBeUndefined();
    expect(findNode(createBroken(root.place), ['x'])).toMatchObject({ kind: 'broken' });
  });

  test.each([
    ['a scalar by itself', ['name'], 'x'],
    ['a collection by its key', ['faults'], 'faults'],
    ['an item of a list by its text', ['faults', 1], '5'],
    ['a missing member by the key of what should have held it', ['faults', 0, 'with', 'delay'], 'with'],
    [
      'a missing member of a missing map likewise',
      ['faults', 0, 'when', 'event'],
      'fault: reset\n    with: { side: both }',
    ],
  ] as const)('points at %s', (_what, path, word) => {
    expect(wordAt(path).trimEnd()).toBe(word);
  });

  test('has no key for the items of a list and the root', () => {
    expect(findKey(root, ['faults', 0])).toBeUndefined();
    expect(findKey(root, [])).toBeUndefined();
  });
});

describe('in a message', () => {
  test.each([
    ['a list', '[1]', 'a list'],
    ['a map', '{ a: 1 }', 'a map'],
    ['a text in quotes', 'abc', '"abc"'],
    ['a number', '5', '5'],
    ['a truth value', 'true', 'true'],
    ['an empty value', 'null', 'nothing'],
  ])('%s is named for what it is', (_what, yaml, expected) => {
    expect(describeNode(treeOf(yaml))).toBe(expected);
  });

  test('what is missing is nothing', () => {
    expect(describeNode(undefined)).toBe('nothing');
  });

  test('a long text is cut and a line break escaped', () => {
    expect(quote(`a\n${'b'.repeat(100)}`)).toBe(`"a\\n${'b'.repeat(55)}…"`);
  });
});
