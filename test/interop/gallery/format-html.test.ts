import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exampleGallery } from './example-gallery.ts';
import { escapeHtml, formatHtml } from './format-html.ts';

const html = formatHtml(exampleGallery);

test('the gallery in HTML is what the golden file holds', () => {
  expect(html).toBe(readFileSync(new URL('./golden/gallery.html', import.meta.url), 'utf8'));
});

describe('the gallery in HTML', () => {
  test('runs no script and loads nothing', () => {
    expect(html).not.toMatch(/<(?:script|img|link|iframe)|\burl\(|\bsrc=(?!x onerror)|@import/);
  });

  test('fits a phone, in the light and in the dark', () => {
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html.match(/<table>/g)?.length).toBe(html.match(/<div class="scroll" tabindex="0"><table>/g)?.length);
  });

  test('keeps text of somebody else text', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});
