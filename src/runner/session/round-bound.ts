/** The figures at which bounds stop, over each power of ten. */
const steps = [1, 1.5, 2, 3, 5, 7.5, 10] as const;

/** The next greater round figure: 1, 1.5, 2, 3, 5, 7.5 or 10 times a power of ten. */
export function roundBound(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((one) => one * power >= value) ?? 10;
  // Of a product of decimals.
  return Number((step * power).toPrecision(3));
}
