import { cleanText } from './clean-text.ts';

/**
 * The same data, every text in it on one line and fit for a terminal: a client, or whoever wrote a results file, may have put
 * commands of a terminal, or lines that a CI takes for its own commands, into any of them.
 */
export function cleanStrings<T>(value: T): T;
export function cleanStrings(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value).replaceAll('\n', ' ');
  if (Array.isArray(value)) return value.map((one) => cleanStrings(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleanStrings(key), cleanStrings(one)]));
}
