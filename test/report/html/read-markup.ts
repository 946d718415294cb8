import type { Markup, MarkupElement } from '../../../src/report/html/markup.ts';

/** All that can be read in it, a space between elements. */
export function textOf(markup: Markup | undefined): string {
  return textsOf(markup ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function textsOf(markup: Markup): readonly string[] {
  return typeof markup === 'string' ? [markup] : markup.children.flatMap(textsOf);
}

/** Every element of such a class or, without a dot, of such a tag. */
export function findAll(markup: Markup | undefined, selector: string): readonly MarkupElement[] {
  if (markup === undefined || typeof markup === 'string') return [];
  const isMeant = selector.startsWith('.')
    ? String(markup.attributes.class ?? '')
        .split(' ')
        .includes(selector.slice(1))
    : markup.tag === selector;
  return [...(isMeant ? [markup] : []), ...markup.children.flatMap((child) => findAll(child, selector))];
}

/** How many dots a path has that `dotPath` wrote. */
export function countDots(markup: MarkupElement | undefined): number {
  return String(markup?.attributes.d ?? '').split('M').length - 1;
}
