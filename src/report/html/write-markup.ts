import { cleanText } from '../clean-text.ts';
import type { Markup } from './markup.ts';

/** Elements without an end tag, of those that the page has. */
const empty: ReadonlySet<string> = new Set(['input', 'meta', 'link']);

/** Markup as HTML. Every text and value is escaped for its place. */
export function writeMarkup(markup: Markup): string {
  if (typeof markup === 'string') return escapeHtml(markup);
  const { tag, attributes, children } = markup;
  const written = Object.entries(attributes)
    .map(([name, value]) => {
      if (value === undefined || value === false) return '';
      return value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
    })
    .join('');
  if (empty.has(tag)) return `<${tag}${written}>`;
  return `<${tag}${written}>${children.map(writeMarkup).join('')}</${tag}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for a quoted attribute; never inside of `script` or `style`. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
