import { expect, test } from 'vitest';
import { encodeJson } from '../../src/report/encode-json.ts';

test('infinity is censored, not null, which means not observed', () => {
  expect(encodeJson({ a: Number.POSITIVE_INFINITY, b: null })).toBe('{"a":"censored","b":null}');
});

test('it is indented where that is asked for', () => {
  expect(encodeJson({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
});
