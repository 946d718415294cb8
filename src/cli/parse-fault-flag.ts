import { parse } from 'yaml';
import { WschaosError } from '../base/error.ts';
import type { FaultEntry } from '../runner/parse-fault-entries.ts';

/** What the format says of every fault, whatever its type; all other keys are options of the type. */
const entryKeys: readonly string[] = [
  'id',
  'at',
  'when',
  'for',
  'until',
  'count',
  'direction',
  'connections',
  'probability',
  'benign',
];

/**
 * Reads a fault as `--fault` takes it: `drop:frames=pong,for=5s`. Values are YAML, so that lists and maps can be written:
 * `reset:when={event: message, nth: 4}`. Whether type and options exist is checked later.
 * @throws {WschaosError} `cli.usage`
 */
export function parseFaultFlag(text: string): FaultEntry {
  const colon = text.indexOf(':');
  const fault = (colon < 0 ? text : text.slice(0, colon)).trim();
  if (!/^[a-z][a-z-]*$/.test(fault)) throw usageError(text, `"${fault}" is no fault type`);
  const entry: Record<string, unknown> = {};
  const options: Record<string, unknown> = {};
  for (const part of colon < 0 ? [] : splitOutside(text.slice(colon + 1))) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals).trim();
    if (equals < 0 || key === '') throw usageError(text, `"${part.trim()}" is not KEY=VALUE`);
    const place = entryKeys.includes(key) ? entry : options;
    if (Object.hasOwn(place, key)) throw usageError(text, `"${key}" stands twice`);
    place[key] = parseValue(part.slice(equals + 1), text);
  }
  return { fault, ...entry, ...(Object.keys(options).length === 0 ? {} : { with: options }) };
}

/** Splits at commas that stand outside of quotes and brackets. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => part.trim() !== '');
}

function parseValue(text: string, flag: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw usageError(flag, `"${text}" is not a YAML value`, cause);
  }
}

function usageError(flag: string, why: string, cause?: unknown): WschaosError {
  return new WschaosError('cli.usage', `--fault "${flag}": ${why}`, {
    hint: 'Write TYPE:KEY=VALUE,…, such as drop:frames=pong,for=5s; wschaos faults lists the types.',
    cause,
  });
}
