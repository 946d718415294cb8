import type { Markup } from '../report/html/markup.ts';

const svg = 'http://www.w3.org/2000/svg';

/** Markup as nodes. Text stays text: nothing is ever parsed as HTML. */
export function createDom(markup: Markup, isSvg = false): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const { tag, attributes, children } = markup;
  const isInside = isSvg || tag === 'svg';
  const node = isInside ? document.createElementNS(svg, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.map((child) => createDom(child, isInside)));
  return node;
}

/** Puts markup in place of all that an element has. */
export function fill(place: Element, ...markups: readonly Markup[]): void {
  place.replaceChildren(...markups.map((markup) => createDom(markup)));
}
