import { z } from 'zod';
import type { FaultDefinition } from '../faults/define-fault.ts';
import { findRefusals } from './find-refusals.ts';
import { createScenarioSchema } from './scenario-schema.ts';

/** A JSON Schema, draft 7, as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A reference anywhere in a text; what it gives is not known before the scenario is loaded. */
const reference = { type: 'string', pattern: '\\$\\{' };

/**
 * The draft-7 JSON Schema of scenario files, for editors: `# yaml-language-server: $schema=…`. It is made of the schema that
 * the parser uses, and each fault type's options, widened so that references may stand for anything but text.
 */
export function createJsonSchema(faults: readonly FaultDefinition[]): JsonSchema {
  const { properties, required: _required, ...schema } = convert(createScenarioSchema(faults.map(({ type }) => type)));
  const { version, ...sections } = properties as Readonly<Record<string, JsonSchema>>;
  const { items, ...list } = sections.faults as { readonly items: JsonSchema };
  const ruledFaults = { ...list, items: { ...items, ...faultRules(faults) } };
  return {
    ...schema,
    title: 'wschaos scenario, version 1',
    // A file that extends another may leave to it what is required.
    anyOf: [{ required: ['version', 'name'] }, { required: ['extends'] }],
    properties: { version, ...widenAll({ ...sections, faults: ruledFaults }) },
    patternProperties: { '^x-': true },
  };
}

/** What holds for every fault, and the options of each by its type. */
function faultRules(faults: readonly FaultDefinition[]): JsonSchema {
  const exclusive = ['at when', 'for until', 'for count', 'until count'].map((pair) => ({
    not: { required: pair.split(' ') },
  }));
  return { allOf: [...exclusive, ...faults.map(ruleOf)] };
}

function ruleOf(fault: FaultDefinition): JsonSchema {
  const { type, options, summary } = fault;
  const needsOptions = !options.safeParse({}).success;
  return {
    if: { properties: { fault: { const: type } }, required: ['fault'] },
    then: {
      properties: {
        with: { ...widen(withoutDialect(convert(options))), description: summary },
        ...Object.fromEntries(refusedKeys(fault).map((key) => [key, false])),
      },
      ...(needsOptions ? { required: ['with'] } : {}),
    },
  };
}

/** Those that it takes with no value and no options. */
function refusedKeys(fault: FaultDefinition): readonly string[] {
  return Object.keys(findRefusals(fault)).filter((setting) => !setting.includes(':'));
}

function convert(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
}

function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Lets a reference stand for everything below that is not free text. */
function widen(schema: JsonSchema): JsonSchema {
  const { title, description, ...rest } = schema;
  // Where references are possible, several forms may fit at once.
  const inner = Object.fromEntries(
    Object.entries(rest).map(([keyword, value]) => [
      keyword === 'oneOf' ? 'anyOf' : keyword,
      widenKeyword(keyword, value),
    ]),
  );
  const labels = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
  return isClosed(schema) ? { ...labels, anyOf: [inner, reference] } : { ...labels, ...inner };
}

function widenKeyword(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
      return widenAll(value as Readonly<Record<string, JsonSchema>>);
    case 'items':
    case 'additionalProperties':
      if (Array.isArray(value)) return value.map(widen);
      return typeof value === 'object' ? widen(value as JsonSchema) : value;
    case 'anyOf':
    case 'oneOf':
      return (value as readonly JsonSchema[]).map(widen);
    default:
      return value;
  }
}

function widenAll(schemas: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, widen(schema)]));
}

/** True when a text with a reference would not do: for all but free text, and what admits it in a branch. */
function isClosed({ enum: values, const: value, type, pattern }: JsonSchema): boolean {
  const isOther =
    type === 'number' || type === 'integer' || type === 'boolean' || type === 'object' || type === 'array';
  return values !== undefined || value !== undefined || pattern !== undefined || isOther;
}
