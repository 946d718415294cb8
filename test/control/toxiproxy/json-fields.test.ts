import { describe, expect, test } from 'vitest';
import { parseJson, readFields } from '../../../src/control/toxiproxy/json-fields.ts';

describe('a body', () => {
  test.each([
    ['nothing', '', 'bad request body: EOF'],
    ['white space', ' \n', 'bad request body: EOF'],
    ['half an object', '{"name": ', /^bad request body: .*JSON/],
  ])('of %s is refused', (_what, body, message) => {
    expect(() => parseJson(body)).toThrow(message);
  });

  test.each([
    ['an array', [], 'bad request body: expected an object, not an array'],
    ['a text', 'x', 'bad request body: expected an object, not "x"'],
    ['a number', 7, 'bad request body: expected an object, not 7'],
  ])('that is %s is none with members', (_what, value, message) => {
    expect(() => readFields(value)).toThrow(message);
  });
});

describe('the members of an object', () => {
  const fields = readFields(
    parseJson(
      '{"Name":"a","ON":true,"half":0.5,"three":3,"nothing":null,"map":{"x":1},"list":[1],"long":"lllllllll lllllllll lllllllll lllllllll llll"}',
    ),
  );

  test('are found in any case, and null is nothing', () => {
    expect([fields.text('name'), fields.flag('on'), fields.number('half'), fields.integer('three')]).toEqual([
      'a',
      true,
      0.5,
      3,
    ]);
    expect(fields.object('map')).toEqual({ x: 1 });
    const { text, flag, number, integer, object } = fields;
    expect([text, flag, number, integer, object].map((read) => read('nothing'))).toEqual(Array(5).fill(undefined));
    expect([text, flag, number, integer, object].map((read) => read('missing'))).toEqual(Array(5).fill(undefined));
    expect(readFields(null).text('name')).toBeUndefined();
  });

  test.each([
    ['text', 'three', '"three" must be a string, not 3'],
    ['flag', 'name', '"name" must be true or false, not "a"'],
    ['number', 'map', '"map" must be a number, not an object'],
    ['integer', 'half', '"half" must be a whole number, 0 or more, not 0.5'],
    ['integer', 'long', '"long" must be a whole number, 0 or more, not "lllllllll lllllllll lllllllll lllllll…"'],
    ['object', 'list', '"list" must be an object, not an array'],
    ['object', 'on', '"on" must be an object, not true'],
  ] as const)('are no %s: %s', (kind, name, message) => {
    expect(() => fields[kind](name)).toThrow(`bad request body: ${message}`);
  });

  test.each([-1, 2 ** 53, 1e300])('are no whole number that is used: %d', (count) => {
    expect(() => readFields({ count }).integer('count')).toThrow('must be a whole number, 0 or more');
  });
});
