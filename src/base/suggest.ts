import { closest, distance } from 'fastest-levenshtein';

/**
 * The valid name that was probably meant, or `undefined` when none is near: at most a third of the letters, and at least
 * one and at most three, may differ.
 */
export function suggest(name: string, validNames: readonly string[]): string | undefined {
  if (validNames.length === 0) return undefined;
  const lowered = name.toLowerCase();
  const nearest = closest(lowered, [...validNames]);
  const limit = Math.min(3, Math.max(1, Math.floor(Math.max(name.length, nearest.length) / 3)));
  return distance(lowered, nearest.toLowerCase()) <= limit ? nearest : undefined;
}

/** ` (did you mean "latency"?)`, or the empty string. */
export function formatSuggestion(name: string, validNames: readonly string[]): string {
  const nearest = suggest(name, validNames);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
