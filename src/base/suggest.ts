import { distance } from 'fastest-levenshtein';

/**
 * The valid name that was probably meant, or `undefined` when none is near: at most a third of the letters, and at least
 * one and at most three, may differ. Upper and lower case count as the same.
 */
export function suggest(name: string, validNames: readonly string[]): string | undefined {
  const lowered = name.toLowerCase();
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const validName of validNames) {
    const differing = distance(lowered, validName.toLowerCase());
    if (differing < least) {
      nearest = validName;
      least = differing;
    }
  }
  if (nearest === undefined) return undefined;
  const limit = Math.min(3, Math.max(1, Math.floor(Math.max(name.length, nearest.length) / 3)));
  return least <= limit ? nearest : undefined;
}

/** ` (did you mean "latency"?)`, or the empty string. */
export function formatSuggestion(name: string, validNames: readonly string[]): string {
  const nearest = suggest(name, validNames);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
