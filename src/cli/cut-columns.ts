import stringWidth from 'string-width';

/** As much of a text's beginning as a terminal shows in so many columns. */
export function cutColumns(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let cut = '';
  let used = 0;
  // By what is seen as one: of an emoji of several characters none is of use alone.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > columns) break;
    cut += segment;
  }
  return cut;
}
