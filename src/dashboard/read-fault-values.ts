import type { FaultEntry } from './api-types.ts';
import type { FormField } from './fault-form.ts';

/** What was filled in, by the name of the field; a choice of several is joined by commas. */
export type FormValues = Readonly<Record<string, string>>;

/** What every fault may say, whatever its type. */
export interface FaultAim {
  readonly direction: '' | 'to-client' | 'to-server' | 'both';
  /** Such as `5s`; empty: until it is lifted. */
  readonly lasts: string;
  /** The one that it is aimed at; `undefined`: all. */
  readonly connection: number | undefined;
}

/** What to send, or what is wrong by the name of the field. */
export type ReadValues =
  | { readonly kind: 'entry'; readonly entry: FaultEntry }
  | { readonly kind: 'problems'; readonly problems: Readonly<Record<string, string>> };

/** Makes a fault entry of what was filled in. Fields that were left empty are left out: the tool has their defaults. */
export function readFaultValues(
  fault: string,
  fields: readonly FormField[],
  values: FormValues,
  aim: FaultAim,
): ReadValues {
  const problems: Record<string, string> = {};
  const options: Record<string, unknown> = {};
  for (const field of fields) {
    const text = (values[field.name] ?? '').trim();
    if (text === '') {
      if (field.isRequired) problems[field.name] = 'is needed';
      continue;
    }
    const read = readField(field, text);
    if ('problem' in read) problems[field.name] = read.problem;
    else options[field.name] = read.value;
  }
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems };
  return { kind: 'entry', entry: { fault, ...(isEmpty(options) ? {} : { with: options }), ...writeAim(aim) } };
}

/** The part of an entry that says where a fault acts, and for how long. */
function writeAim({ direction, lasts, connection }: FaultAim): Readonly<Record<string, unknown>> {
  return {
    ...(direction === '' ? {} : { direction }),
    ...(lasts.trim() === '' ? {} : { for: lasts.trim() }),
    ...(connection === undefined ? {} : { connections: { nth: connection } }),
  };
}

function readField(
  { kind, pattern, least, most, hint }: FormField,
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  switch (kind) {
    case 'number': {
      const value = Number(text);
      if (!Number.isFinite(value)) return { problem: 'is no number' };
      if (least !== undefined && value < least) return { problem: `is less than ${least}` };
      if (most !== undefined && value > most) return { problem: `is more than ${most}` };
      return { value };
    }
    case 'switch':
      return { value: text === 'true' };
    case 'choices': {
      const words = text.split(',');
      return { value: words.length === 1 ? text : words };
    }
    case 'json':
      try {
        return { value: JSON.parse(text) };
      } catch {
        return { problem: 'is no JSON' };
      }
    case 'text':
      if (pattern !== undefined && !new RegExp(pattern, 'u').test(text))
        return { problem: hint === '' ? 'is not written as the tool takes it' : `does not fit. ${hint}` };
      return { value: text };
    case 'choice':
      return { value: text };
  }
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
