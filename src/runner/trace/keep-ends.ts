/** The first half and the last of what is more than `max`, an even number; and how many are missing between them. */
export function keepEnds<T>(
  items: readonly T[],
  max: number,
): { readonly kept: readonly T[]; readonly leftOut: number } {
  if (items.length <= max) return { kept: items, leftOut: 0 };
  return { kept: [...items.slice(0, max / 2), ...items.slice(-max / 2)], leftOut: items.length - max };
}
