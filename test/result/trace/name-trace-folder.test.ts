import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameTraceFolder } from '../../../src/result/trace/name-trace-folder.ts';

describe('the folder of a case is called', () => {
  test.each([
    ['a plain id', 'refuse', /^refuse$/],
    ['one with a value of its matrix', 'drop-pongs/normal', /^drop-pongs@normal$/],
    ['one with the sign that stands for a slash', 'drop-pongs@normal', /^drop-pongs@normal~[\da-f]{8}$/],
    ['one with capitals', 'Refuse', /^Refuse~[\da-f]{8}$/],
    ['one with what a path cannot have', 'a:b*"c?', /^a-b-c~[\da-f]{8}$/],
    ['one that would lead out of the folder', '../../etc', /^etc~[\da-f]{8}$/],
    ['one that begins with a dot', '.hidden', /^hidden~[\da-f]{8}$/],
    ['one that ends in a dot', 'v1.', /^v1~[\da-f]{8}$/],
    ['one that Windows keeps for itself', 'con', /^con~[\da-f]{8}$/],
    ['the same with an ending', 'nul.x', /^nul\.x~[\da-f]{8}$/],
    ['one in another script', '断线', /^case~[\da-f]{8}$/],
    ['a very long one', `a${'b'.repeat(300)}`, /^ab{79}~[\da-f]{8}$/],
  ])('after %s', (_what, id, expected) => {
    expect(nameTraceFolder(id)).toMatch(expected);
  });
});

test('ids that are told apart by little have different names, also where capitals are none', () => {
  const ids = ['a/b', 'a-b', 'A-B', 'a@b', 'a/B', 'a b', '-a/b', 'a/b/', 'a//b'];
  expect(new Set(ids.map((id) => nameTraceFolder(id).toLowerCase())).size).toBe(ids.length);
});

test('any ids have names that every system takes, no two the same', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'aB1/@-.~_ ') }),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 20 }), (ids) => {
      const names = ids.map(nameTraceFolder);
      for (const name of names) expect(name).toMatch(/^\w(?:[\w.@-]*\w)?(?:~[\da-f]{8})?$/);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    }),
  );
});
