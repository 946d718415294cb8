/** How a rank statistic falls where there is no shift. Symmetric; it counts from 0 to `most`. */
export interface NullDistribution {
  readonly most: number;
  /** P(W ≥ w), or more than that: never less. */
  readonly tail: (w: number) => number;
}

/** Of a list of probabilities, the w-th that of W = w. Sums from the small end, which symmetry allows, lose nothing. */
export function distributionOf(probabilities: Float64Array): NullDistribution {
  const most = probabilities.length - 1;
  const below = new Float64Array(probabilities.length);
  let sum = 0;
  for (const [w, probability] of probabilities.entries()) {
    sum += probability;
    below[w] = Math.min(1, sum);
  }
  return { most, tail: (w) => (w <= 0 ? 1 : w > most ? 0 : (below[most - w] as number)) };
}
