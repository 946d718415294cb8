import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/scenario/canonical-json.ts';

describe('canonical JSON', () => {
  test.each([
    [
      'sorts keys at every level',
      { b: 1, a: { d: [2, { z: 0, y: 1 }], c: 'x' } },
      '{"a":{"c":"x","d":[2,{"y":1,"z":0}]},"b":1}',
    ],
    ['leaves undefined members out', { a: undefined, b: null }, '{"b":null}'],
    ['keeps the places of a list', [undefined, 1], '[null,1]'],
    ['escapes text', 'a"\n', '"a\\"\\n"'],
    ['writes nothing as null', undefined, 'null'],
  ])('%s', (_what, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  test('is JSON of the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
      }),
    );
  });
});
