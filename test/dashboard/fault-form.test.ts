import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FormField, readFaultForm } from '../../src/dashboard/fault-form.ts';
import { faults } from '../../src/faults/index.ts';

/** The form of a real fault type, by the schema that the tool makes of it. */
function formOf(type: string): readonly FormField[] {
  const found = faults.find((fault) => fault.type === type);
  if (found === undefined) throw new Error(`no fault ${type}`);
  return readFaultForm({ options: z.toJSONSchema(found.options, { target: 'draft-7', io: 'input' }) as never });
}

const shapeOf = (fields: readonly FormField[]) => fields.map(({ name, kind, isRequired }) => [name, kind, isRequired]);

describe('the form of', () => {
  test.each([
    ['blackhole', []],
    [
      'latency',
      [
        ['delay', 'text', true],
        ['jitter', 'text', false],
        ['distribution', 'choice', false],
        ['holds', 'choice', false],
      ],
    ],
    ['drop', [['frames', 'choices', true]]],
    ['refuse', [['mode', 'choice', false]]],
    [
      'close',
      [
        ['code', 'number', false],
        ['reason', 'text', false],
        ['then', 'choice', false],
      ],
    ],
    [
      'reject',
      [
        ['status', 'number', false],
        ['headers', 'json', false],
        ['body', 'text', false],
        ['retryAfter', 'text', false],
        ['location', 'text', false],
      ],
    ],
  ] as const)('%s has the fields of its options', (type, fields) => {
    expect(shapeOf(formOf(type))).toEqual(fields);
  });

  test.each(faults.map(({ type }) => [type]))('%s can be filled in', (type) => {
    for (const field of formOf(type)) {
      expect(field.name).not.toBe('');
      if (field.kind === 'choice' || field.kind === 'choices') expect(field.choices.length).toBeGreaterThan(0);
    }
  });
});

test('a field tells its default, its bounds and what it means', () => {
  const [code, , then] = formOf('close');
  expect(code).toEqual({
    ...{ name: 'code', kind: 'number', isRequired: false, choices: [], standard: '1001' },
    ...{
      hint: 'The status code; also one that must not stand on the wire.',
      least: 0,
      most: 65_535,
      pattern: undefined,
    },
  });
  expect(then).toMatchObject({ choices: ['fin', 'reset', 'open'], standard: 'fin' });
  const [delay] = formOf('latency');
  expect(delay?.hint).toBe('A number and a unit: us, ms, s, m or h.');
  expect(delay?.pattern).toBe('^(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)$');
});

test('a switch, and a number without bounds', () => {
  const options = { properties: { on: { type: 'boolean' }, n: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER } } };
  expect(readFaultForm({ options })).toMatchObject([
    { name: 'on', kind: 'switch' },
    { name: 'n', kind: 'number', most: undefined },
  ]);
  expect(readFaultForm({ options: {} })).toEqual([]);
});
