import { expect, test } from 'vitest';
import { element } from '../../../src/report/html/markup.ts';
import { writeMarkup } from '../../../src/report/html/write-markup.ts';

test.each([
  ['text', 'a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
  ['an end of a script', '</script><b>', '&lt;/script&gt;&lt;b&gt;'],
  ['control characters', 'a\u0000\u001b[31mb\r\nc', 'a\uFFFDb\nc'],
  ['half of a surrogate pair', 'a\ud800', 'a\uFFFD'],
  ['an attribute', element('a', { title: `"'<&>` }), '<a title="&quot;&#39;&lt;&amp;&gt;"></a>'],
  ['attributes that are none', element('a', { x: undefined, y: false, z: true, n: 0 }), '<a z n="0"></a>'],
  ['an element without an end', element('meta', { charset: 'utf-8' }), '<meta charset="utf-8">'],
  ['children', element('p', {}, 'a', element('b', {}, '<')), '<p>a<b>&lt;</b></p>'],
])('%s', (_what, markup, expected) => {
  expect(writeMarkup(markup)).toBe(expected);
});
