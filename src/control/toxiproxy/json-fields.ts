import { badBody } from './toxiproxy-error.ts';

/** The members of a JSON object, read one by one; `undefined` for one that is missing or `null`. */
export interface JsonFields {
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  number(name: string): number | undefined;
  /** At least 0. */
  integer(name: string): number | undefined;
  object(name: string): Readonly<Record<string, unknown>> | undefined;
}

/** @throws {ToxiproxyError} 400 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') throw badBody('EOF');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badBody((error as Error).message);
  }
}

/**
 * As Toxiproxy's clients have come to know it: names in any case, members that nobody asks for ignored, `null` for nothing.
 * @throws {ToxiproxyError} 400, also of the functions that it gives
 */
export function readFields(value: unknown): JsonFields {
  if (typeof value !== 'object' || Array.isArray(value)) throw badBody(`expected an object, not ${nameOf(value)}`);
  const members = new Map(Object.entries(value ?? {}).map(([name, member]) => [name.toLowerCase(), member as unknown]));
  const given = (name: string): unknown => members.get(name) ?? undefined;
  const refuse = (name: string, expected: string): never => {
    throw badBody(`"${name}" must be ${expected}, not ${nameOf(given(name))}`);
  };
  return {
    text(name) {
      const member = given(name);
      return member === undefined || typeof member === 'string' ? member : refuse(name, 'a string');
    },
    flag(name) {
      const member = given(name);
      return member === undefined || typeof member === 'boolean' ? member : refuse(name, 'true or false');
    },
    number(name) {
      const member = given(name);
      return member === undefined || typeof member === 'number' ? member : refuse(name, 'a number');
    },
    integer(name) {
      const member = given(name);
      if (member === undefined) return undefined;
      if (typeof member === 'number' && Number.isSafeInteger(member) && member >= 0) return member;
      return refuse(name, 'a whole number, 0 or more');
    },
    object(name) {
      const member = given(name);
      if (member === undefined) return undefined;
      if (typeof member !== 'object' || Array.isArray(member)) return refuse(name, 'an object');
      return member as Readonly<Record<string, unknown>>;
    },
  };
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 37)}…` : value}"`;
  return String(value);
}
