/** The text, or so many of its UTF-16 units at most, `end` included: no pair of surrogates is cut in two. */
export function cutText(text: string, most: number, end = ''): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - end.length);
  return `${head.replace(/[\uD800-\uDBFF]$/, '')}${end}`;
}
