import { cleanText } from './clean-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text between two tags of XML 1.0; it holds no character that XML forbids, and no `]]>`. */
export function escapeXmlText(text: string): string {
  return cleanText(text).replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/** Text between the quotes of an attribute; a parser gives its ends of line back. */
export function escapeXmlAttribute(text: string): string {
  return cleanText(text).replace(/[&<>"\n\t]/g, (character) => entities[character] ?? character);
}
