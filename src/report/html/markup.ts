/** What an attribute may be; `true` has no value, `false` and `undefined` are left out. */
type AttributeValue = string | number | boolean | undefined;

/** An element of a page, as data: the report writes it as text, the page makes it a node. */
export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly children: readonly Markup[];
}

/** A string is text, never markup. */
export type Markup = MarkupElement | string;

/** What may stand among children: lists are flattened, what is missing is left out. */
export type Child = Markup | false | undefined | readonly Child[];

/** `element('p', { class: 'note' }, 'text')` */
export function element(
  tag: string,
  attributes: MarkupElement['attributes'] = {},
  ...children: readonly Child[]
): MarkupElement {
  return { tag, attributes, children: children.flatMap(flatten) };
}

function flatten(child: Child): readonly Markup[] {
  if (child === undefined || child === false) return [];
  return isList(child) ? child.flatMap(flatten) : [child];
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}
