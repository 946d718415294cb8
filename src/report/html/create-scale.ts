/** From data to pixels. */
export type Scale = (value: number) => number;

/** A straight line through both ends; a domain without width has all in its middle. */
export function createScale(
  [low, high]: readonly [low: number, high: number],
  [from, to]: readonly [from: number, to: number],
): Scale {
  if (high <= low) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}
