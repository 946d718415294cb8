/** A place where the curve rises: so large a share of the figures is at most `at`. */
export interface EcdfStep {
  readonly at: number;
  readonly share: number;
}

/** The empirical distribution. What is censored counts among all, and lifts nothing: then the curve ends below 1. */
export function ecdf(figures: readonly (number | 'censored')[]): readonly EcdfStep[] {
  const known = figures.filter((figure) => figure !== 'censored').sort((a, b) => a - b);
  return known.flatMap((at, index) => (known[index + 1] === at ? [] : [{ at, share: (index + 1) / figures.length }]));
}
