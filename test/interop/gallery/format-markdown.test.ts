import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown } from './escape-markdown.ts';
import { exampleGallery } from './example-gallery.ts';
import { formatMarkdown } from './format-markdown.ts';

test('the gallery in Markdown is what the golden file holds', () => {
  const golden = readFileSync(new URL('./golden/gallery.md', import.meta.url), 'utf8');
  expect(formatMarkdown(exampleGallery)).toBe(golden);
});

describe('in Markdown, text of somebody else stays text where it holds', () => {
  test.each([
    ['HTML', '<script>&', '&lt;script&gt;&amp;'],
    ['emphasis and code', '*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
    ['a link', '[a](b)', '\\[a\\](b)'],
    ['an address', 'http://a', 'http:&#47;/a'],
    ['line breaks', 'a\n\n# b', 'a \\# b'],
  ])('%s', (_what, text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});
