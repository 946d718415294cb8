import { expect, test } from 'vitest';
import { withoutUndefined } from '../../src/control/without-undefined.ts';

test('what is there and undefined is left out, and nothing else', () => {
  expect(Object.keys(withoutUndefined({ a: undefined, b: null, c: 0, d: '' }))).toEqual(['b', 'c', 'd']);
});
