import { marked } from 'marked';
import { expect, test } from 'vitest';
import { escapeMarkdown, fenceMarkdown } from '../../src/report/escape-markdown.ts';
import { hostileText } from './reported-run.ts';

/** What a reader of Markdown makes of a text, without the tags that it should not have. */
const paragraph = (text: string): string => (marked.parse(text, { async: false }) as string).trim();

test.each([
  ['emphasis and code', '*a* _b_ `c` ~~d~~', '*a* _b_ `c` ~~d~~'],
  ['a link, an image', '[a](b) ![c](d)', '[a](b) ![c](d)'],
  ['HTML and entities', '<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
  ['a heading', '# a', '# a'],
  ['a list', '- a', '- a'],
  ['a numbered list', '1. a', '1. a'],
  ['a quotation', '> a', '&gt; a'],
  ['an address', 'ws://a http://x/a_b www.x.y', 'ws://a http://x/a_b www.x.y'],
  ['a mail address or a mention', 'a@b.c @you', 'a<!-- -->@b.c <!-- -->@you'],
  ['two lines', 'a\n---', 'a ---'],
])('%s stays as it is written', (_what, text, html) => {
  expect(paragraph(escapeMarkdown(text))).toBe(`<p>${html}</p>`);
});

test('nothing closes a fence', () => {
  const html = paragraph(fenceMarkdown(['a', '```', '````', hostileText]));
  expect(html).toMatch(/^<pre><code class="language-text">a\n```\n````\na\|b [\s\S]*<\/code><\/pre>$/);
  expect(html.match(/<pre>/g)?.length).toBe(1);
});
