/** The largest of them, and at least so much; of any number, where the arguments of `Math.max` are limited. */
export function largest(values: readonly number[], atLeast = Number.NEGATIVE_INFINITY): number {
  return values.reduce((most, value) => (value > most ? value : most), atLeast);
}
