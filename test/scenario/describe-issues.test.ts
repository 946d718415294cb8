import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { check, formatPath, reportUnknownKey } from '../../src/scenario/describe-issues.ts';
import { createBroken, createMap, toPlain } from '../../src/scenario/located-node.ts';
import { contextOf } from './scenario-text.ts';

function problemsOf(schema: z.ZodType, text: string): readonly string[] {
  const context = contextOf(text);
  check(schema, toPlain(context.root), [], context);
  return context.found;
}

const member = (schema: z.ZodType): z.ZodType => z.strictObject({ k: schema });

describe('checking a value', () => {
  test('gives what the schema makes of it', () => {
    const context = contextOf('k: a');
    const schema = z.strictObject({ k: z.string().transform((text) => text.length) });
    expect(check(schema, toPlain(context.root), [], context)).toEqual({ k: 1 });
    expect(context.found).toEqual([]);
  });

  test.each([
    ['a wrong type', member(z.string()), 'k: [1]', ['1:1 k: expected a text, got a list']],
    [
      'a missing key',
      member(z.string()),
      'other: 1',
      ['1:1 missing key "k"', '1:1 unknown key "other"; expected one of k'],
    ],
    ['an unknown key where none is known', z.strictObject({}), 'x: 1', ['1:1 unknown key "x"; none is expected']],
    ['a bound', member(z.number().max(3)), 'k: 5', ['1:4 k: must be at most 3, got 5']],
    ['a short list', member(z.array(z.int()).min(2)), 'k: [1]', ['1:1 k: must have at least 2 items, got 1']],
    ['a long list', member(z.array(z.int()).max(1)), 'k: [1, 2]', ['1:1 k: must have at most 1 item, got 2']],
    ['a long text', member(z.string().max(2)), 'k: abc', ['1:4 k: must have at most 2 characters, got 3']],
    ['an empty text', member(z.string().min(1)), "k: ''", ['1:4 k: must not be empty']],
    [
      'a word that is nearly right',
      member(z.enum(['left', 'right'])),
      'k: rihgt',
      ['1:4 unknown k "rihgt"; expected one of left, right'],
    ],
    [
      'a word with a nearby one',
      member(z.enum(['left', 'right'])),
      'k: lef',
      ['1:4 unknown k "lef" (did you mean "left"?)'],
    ],
    ['the only word', member(z.literal('on')), 'k: 7', ['1:4 unknown k 7; expected on']],
    ['a message of the schema', member(z.string().regex(/x/, 'needs an x')), 'k: y', ['1:4 k: needs an x']],
    ['a text of no known form', member(z.email()), 'k: y', ['1:4 k: "y" is not valid here']],
    ['no value', member(z.int()), 'k:', ['1:3 k: expected a number, got nothing']],
  ])('reports %s', (_what, schema, text, expected) => {
    expect(problemsOf(schema, text).toSorted()).toEqual(expected);
  });

  const choice = member(z.union([z.enum(['all', 'new']), z.array(z.int()), z.strictObject({ nth: z.int() })]));

  test.each([
    ['a text', 'k: nwe', '1:4 unknown k "nwe"; expected one of all, new'],
    ['a list', 'k: [x]', '1:5 k[0]: expected a number, got "x"'],
    ['a map', 'k: { nth: x }', '1:11 k.nth: expected a number, got "x"'],
    ['something else', 'k: 5', '1:4 unknown k 5; expected one of all, new'],
  ])('of several forms reports only the one that was meant: %s', (_what, text, expected) => {
    expect(problemsOf(choice, text)).toEqual([expected]);
  });

  test('says nothing about a value that is reported already', () => {
    const context = contextOf('k: 1');
    const entry = context.root.entries.get('k');
    if (entry === undefined) expect.unreachable();
    const value = createBroken(entry.value.place);
    const root = createMap(new Map([['k', { ...entry, value }]]), context.root.place);
    expect(check(member(z.string()), toPlain(root), [], { ...context, root })).toBeUndefined();
    expect(context.found).toEqual([]);
  });

  test('below a path places problems there', () => {
    const context = contextOf('a:\n  - k: 5');
    check(member(z.string()), { k: 5 }, ['a', 0], context);
    expect(context.found).toEqual(['2:8 a[0].k: expected a text, got 5']);
  });
});

test('an unknown key is reported at the key', () => {
  const context = contextOf('a: { colour: 1 }');
  reportUnknownKey('colour', ['a'], ['color'], context);
  expect(context.found).toEqual(['1:6 unknown key "colour" in a (did you mean "color"?)']);
});

test('a key that is the rest of a text with a comma is told so', () => {
  const context = contextOf('a: { because: slow, but sure }');
  reportUnknownKey('but sure', ['a'], ['because'], context);
  expect(context.found).toEqual(['1:21 unknown key "but sure" in a; a text with a comma needs quotes here']);
});

test('a path is written as people write it', () => {
  expect(formatPath(['faults', 0, 'with', 'delay'])).toBe('faults[0].with.delay');
});
