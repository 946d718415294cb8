import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameTraceFolders } from '../../../src/result/trace/name-trace-folders.ts';

const nameOf = (id: string): string => nameTraceFolders([id]).get(id) ?? '';

describe('the folder of a case is called', () => {
  test.each([
    ['a plain id', 'refuse', /^refuse$/],
    ['one with a value of its matrix', 'drop-pongs/normal', /^drop-pongs-normal$/],
    ['one with what a path cannot have', 'a:b*"c?', /^a-b-c-[\da-f]{8}$/],
    ['one that would lead out of the folder', '../../etc', /^etc-[\da-f]{8}$/],
    ['one that begins with a dot', '.hidden', /^hidden-[\da-f]{8}$/],
    ['one that ends in a dot', 'v1.', /^v1-[\da-f]{8}$/],
    ['one that Windows keeps for itself', 'con', /^con-[\da-f]{8}$/],
    ['the same with an ending', 'NUL.x', /^NUL\.x-[\da-f]{8}$/],
    ['one in another script', '断线', /^case-[\da-f]{8}$/],
    ['a very long one', `a${'b'.repeat(300)}`, /^ab{79}-[\da-f]{8}$/],
  ])('after %s', (_what, id, expected) => {
    expect(nameOf(id)).toMatch(expected);
  });
});

test('two cases that would have one name have two, also where capitals are none', () => {
  const names = [...nameTraceFolders(['a/b', 'a-b', 'A-B']).values()];
  expect(names[0]).toBe('a-b');
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
});

test('any ids have names that every system takes, no two the same, and always the same', () => {
  const ids = fc.uniqueArray(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), { maxLength: 20 });
  fc.assert(
    fc.property(ids, (all) => {
      const names = [...nameTraceFolders(all).values()];
      for (const name of names) expect(name).toMatch(/^\w(?:[\w.-]*\w)?$|^[\w-][\w.-]*-[\da-f]{8}$/);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(all.length);
      expect([...nameTraceFolders(all).values()]).toEqual(names);
    }),
  );
});
