/**
 * Holm's adjusted p-values, in the order given: where those of at most α are called, the chance of calling anything wrongly
 * is at most α, however many there are and however they depend on each other.
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const ascending = pValues.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p);
  const adjusted: number[] = [];
  let highest = 0;
  for (const [index, { p, place }] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, p * (ascending.length - index)));
    adjusted[place] = highest;
  }
  return adjusted;
}
