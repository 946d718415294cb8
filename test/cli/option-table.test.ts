import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { duration } from '../../src/base/duration-schema.ts';
import { listOptions } from '../../src/cli/option-table.ts';
import { defineFault } from '../../src/faults/define-fault.ts';
import { faults } from '../../src/faults/index.ts';

const optionsOf = (options: z.ZodType) =>
  listOptions(
    defineFault({
      type: 'it',
      layer: 'link',
      appliesTo: 'flow',
      lifetime: 'lasting',
      delivery: 'kept',
      summary: 'It.',
      options,
      explain: () => 'it',
      create: () => ({}),
    }),
  );

test.each([
  ['a duration', z.strictObject({ a: duration }), ['duration', 'required']],
  ['a choice', z.strictObject({ a: z.enum(['x', 'y']).default('y') }), ['x | y', 'y']],
  ['an integer', z.strictObject({ a: z.int().min(1).optional() }), ['integer from 1 on', '–']],
  ['an integer in bounds', z.strictObject({ a: z.int().min(0).max(9).default(0) }), ['integer, 0 to 9', '0']],
  ['a text', z.strictObject({ a: z.string().default('') }), ['text', '""']],
  ['a short text', z.strictObject({ a: z.string().max(5) }), ['text, at most 5 long', 'required']],
  ['a map', z.strictObject({ a: z.record(z.string(), z.string()).default({}) }), ['map', '{}']],
  ['a list', z.strictObject({ a: z.array(z.number()).optional() }), ['list of number', '–']],
  [
    'one or several',
    z.strictObject({ a: z.union([z.enum(['x']), z.array(z.enum(['x']))]) }),
    ['x, or a list of them', 'required'],
  ],
  ['a constant', z.strictObject({ a: z.literal('x').default('x') }), ['x', 'x']],
])('an option may be %s', (_what, schema, [type, byDefault]) => {
  expect(optionsOf(schema)).toEqual([expect.objectContaining({ name: 'a', type, default: byDefault })]);
});

test('members of a map have rows of their own', () => {
  const inner = z.strictObject({ b: z.string().describe('Inside.') });
  expect(optionsOf(z.strictObject({ a: inner })).map(({ name, description }) => [name, description])).toEqual([
    ['a', ''],
    ['a.b', 'Inside.'],
  ]);
});

describe('in the catalogue', () => {
  test.each(faults.map((fault) => [fault.type, fault] as const))('every option of %s has a type', (_type, fault) => {
    expect(listOptions(fault).filter(({ type }) => type === '' || type === 'anything')).toEqual([]);
  });
});
