import type { FaultType, Schema } from './api-types.ts';

/** How a field is filled in. */
export type FieldKind = 'text' | 'number' | 'choice' | 'choices' | 'switch' | 'json';

/** A field of the form of a fault type. */
export interface FormField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Of a choice. */
  readonly choices: readonly string[];
  readonly hint: string;
  /** What stands when it is left empty. */
  readonly standard: string;
  /** Of a number. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** What a text must be like. */
  readonly pattern: string | undefined;
}

/** The fields of a fault type's options, from their JSON Schema; required ones first. */
export function readFaultForm({ options }: Pick<FaultType, 'options'>): readonly FormField[] {
  const required = asList(options.required);
  const fields = Object.entries(asSchema(options.properties)).map(([name, schema]) =>
    fieldOf(name, asSchema(schema), required.includes(name)),
  );
  return fields.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

function fieldOf(name: string, schema: Schema, isRequired: boolean): FormField {
  const branches = asList(schema.anyOf ?? schema.oneOf).map(asSchema);
  const choices = choicesOf(schema, branches);
  const { title, description, pattern } = schema;
  return {
    name,
    kind: kindOf(schema, branches, choices),
    isRequired,
    choices,
    hint: textOf(description ?? title ?? '').replaceAll('`', ''),
    standard: schema.default === undefined ? '' : textOf(schema.default),
    least: numberOf(schema.minimum),
    most: numberOf(schema.maximum),
    pattern: typeof pattern === 'string' ? pattern : undefined,
  };
}

/** The words that it may be; where it may also be something greater, those of its simplest form. */
function choicesOf(schema: Schema, branches: readonly Schema[]): readonly string[] {
  const own = schema.const === undefined ? asList(schema.enum) : [schema.const];
  const words = own.length > 0 ? own : asList(branches.find((branch) => branch.enum !== undefined)?.enum);
  return words.map(String);
}

function kindOf({ type }: Schema, branches: readonly Schema[], choices: readonly string[]): FieldKind {
  if (choices.length > 0) return branches.some((branch) => branch.type === 'array') ? 'choices' : 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'switch';
  return type === 'string' ? 'text' : 'json';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberOf(value: unknown): number | undefined {
  // What the language cannot exceed is no bound to tell of.
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
