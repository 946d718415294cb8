import { expect, test } from 'vitest';
import { escapeXmlAttribute, escapeXmlText } from '../../src/report/escape-xml.ts';

test('text holds no tag, no entity and no end of a section', () => {
  expect(escapeXmlText('<a> & "b" ]]>\n')).toBe('&lt;a&gt; &amp; "b" ]]&gt;\n');
});

test('an attribute keeps its ends of line and its quotes', () => {
  expect(escapeXmlAttribute('<a> & "b"\r\n\tc')).toBe('&lt;a&gt; &amp; &quot;b&quot;&#10;&#9;c');
});

test('what XML forbids is replaced', () => {
  expect([escapeXmlText('\u0000\uffff'), escapeXmlAttribute('\u0001')]).toEqual(['\ufffd\ufffd', '\ufffd']);
});
