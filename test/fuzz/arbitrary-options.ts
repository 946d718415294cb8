import fc from 'fast-check';
import { z } from 'zod';
import { parseDuration } from '../../src/base/duration.ts';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';

/** Options as they stand in a scenario: plain data. */
export type GivenOptions = Readonly<Record<string, unknown>>;

type Schema = { readonly [keyword: string]: unknown };

/**
 * Any options of a fault type whose form its schema admits, its own bounds and all forms of its texts included. What only a
 * check across several options refuses can be among them, so ask the schema. A fault type needs nothing here: only a new
 * kind of text does.
 * @throws {Error} when the schema holds something that this cannot draw
 */
export function optionsOf(fault: FaultDefinition): fc.Arbitrary<GivenOptions> {
  const schema = z.toJSONSchema(fault.options, { target: 'draft-7', io: 'input' }) as Schema;
  return drawnFrom(schema, fault.type) as fc.Arbitrary<GivenOptions>;
}

/** Any options that the fault type accepts. */
export function validOptionsOf(fault: FaultDefinition): fc.Arbitrary<GivenOptions> {
  return optionsOf(fault).filter((given) => fault.options.safeParse(given).success);
}

/** True when no duration among the options is longer. */
export function lastsAtMost(options: unknown, maxMs: number): boolean {
  if (typeof options === 'string') return (parseDuration(options) ?? 0) <= maxMs;
  return (
    typeof options !== 'object' || options === null || Object.values(options).every((each) => lastsAtMost(each, maxMs))
  );
}

/** `where`: for the message, when there is no way to draw a value. */
function drawnFrom(schema: Schema, where: string): fc.Arbitrary<unknown> {
  const branches = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => drawnFrom(branch, where)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as readonly unknown[]));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, where);
    case 'array':
      return fc.array(drawnFrom(schema.items as Schema, `${where}[]`), {
        minLength: (schema.minItems as number | undefined) ?? 0,
        maxLength: Math.min((schema.maxItems as number | undefined) ?? 4, 4),
      });
    case 'string':
      return textOf(schema, where);
    case 'integer':
      return integerBetween((schema.minimum as number) ?? 0, (schema.maximum as number) ?? Number.MAX_SAFE_INTEGER);
    case 'number':
      return fc.double({
        min: (schema.minimum as number) ?? -1e9,
        max: (schema.maximum as number) ?? 1e9,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case undefined:
      // A scenario file refuses that name, wherever it stands.
      return fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__"'));
    default:
      throw new Error(`${where}: no way to draw ${JSON.stringify(schema)}`);
  }
}

function objectOf(schema: Schema, where: string): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>);
  if (properties.length > 0 || schema.additionalProperties === false) {
    return fc.record(
      Object.fromEntries(properties.map(([name, property]) => [name, drawnFrom(property, `${where}.${name}`)])),
      { requiredKeys: (schema.required ?? []) as string[], noNullPrototype: true },
    );
  }
  const names = drawnFrom(
    (schema.propertyNames ?? { type: 'string' }) as Schema,
    `${where} names`,
  ) as fc.Arbitrary<string>;
  const values = drawnFrom((schema.additionalProperties ?? {}) as Schema, `${where} values`);
  return fc.dictionary(
    names.filter((name) => name !== '__proto__'),
    values,
    { maxKeys: 4, noNullPrototype: true },
  );
}

/** Small numbers, the bounds themselves, and all between. */
function integerBetween(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min, max: Math.min(max, min + 20) }) },
    { weight: 2, arbitrary: fc.integer({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}

/** The texts that a schema names by title, because their pattern alone would draw nothing but absurd ones. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  duration: numberAnd(['us', 'ms', 's', 'm', 'h']),
  size: numberAnd(['B', 'kB', 'KB', 'MB', 'GB', 'KiB', 'MiB', 'GiB']),
  rate: numberAnd(['B/s', 'kB/s', 'KB/s', 'MB/s', 'GB/s', 'KiB/s', 'MiB/s', 'GiB/s']),
};

function textOf(schema: Schema, where: string): fc.Arbitrary<string> {
  const titled = typeof schema.title === 'string' ? texts[schema.title] : undefined;
  if (titled !== undefined) return titled;
  if (schema.contentEncoding === 'base64') {
    return fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  }
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern));
  const minLength = (schema.minLength as number | undefined) ?? 0;
  const maxLength = (schema.maxLength as number | undefined) ?? 60;
  if (where.endsWith('.regex')) return fc.constantFrom('.', '^a', '[0-9]+', '(a|b)*c', '\\u{61}', '');
  return fc.oneof(
    fc.string({ minLength, maxLength }),
    fc.string({ minLength, maxLength, unit: 'binary' }),
    fc.string({ minLength, maxLength, unit: fc.constantFrom('\r', '\n', '\0', ':', ' ', 'a') }),
  );
}

/** Mostly what people write; also nothing, almost nothing and more than anybody waits for. */
function numberAnd(units: readonly string[]): fc.Arbitrary<string> {
  const number = fc.oneof(
    { weight: 6, arbitrary: fc.nat(200).map(String) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(20), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`) },
    { weight: 1, arbitrary: fc.constantFrom('0', '0.0001', '1', '999999999999') },
  );
  return fc.tuple(number, fc.constantFrom(...units)).map(([amount, unit]) => amount + unit);
}
