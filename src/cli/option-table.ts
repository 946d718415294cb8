import { z } from 'zod';
import type { FaultDefinition } from '../faults/define-fault.ts';

/** One option of a fault, for people. */
export interface OptionRow {
  /** `frames.nth` for a member of a map. */
  readonly name: string;
  readonly type: string;
  /** `required` where there is none. */
  readonly default: string;
  readonly description: string;
}

interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** The options of a fault type, from the schema that the parser uses. */
export function listOptions({ options }: FaultDefinition): readonly OptionRow[] {
  return listMembers(z.toJSONSchema(options, { target: 'draft-7', io: 'input' }) as Schema, '');
}

function listMembers({ properties = {}, required = [] }: Schema, prefix: string): readonly OptionRow[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${prefix}${key}`;
    const row: OptionRow = {
      name,
      type: describeType(schema),
      default: describeDefault(schema, required.includes(key)),
      description: schema.description ?? '',
    };
    const maps = [schema, ...(schema.anyOf ?? [])].filter(({ properties: members }) => members !== undefined);
    return [row, ...maps.flatMap((map) => listMembers(map, `${name}.`))];
  });
}

function describeDefault({ default: value }: Schema, isRequired: boolean): string {
  if (value !== undefined) return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return isRequired ? 'required' : '–';
}

function describeType(schema: Schema): string {
  const { title, type, anyOf, items, minimum, maximum, maxLength } = schema;
  if (title !== undefined) return title;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(describeBranch))].join(', or ');
  if (items !== undefined) return `list of ${describeBranch(items)}`;
  if (type === 'object') return 'map';
  if (type === 'integer' && minimum !== undefined) {
    return maximum === undefined || maximum > 1e9 ? `integer from ${minimum} on` : `integer, ${minimum} to ${maximum}`;
  }
  if (type === 'string' && maxLength !== undefined) return `text, at most ${maxLength} long`;
  return type === 'string' ? 'text' : (type ?? 'anything');
}

/** Within another type a list of names would be told twice. */
function describeBranch(schema: Schema): string {
  if (schema.items?.enum !== undefined) return 'a list of them';
  return schema.anyOf === undefined ? describeType(schema) : 'one or more of them';
}
