import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embedJson } from '../../../src/report/html/embed-json.ts';

test('nothing in it can end the element that it stands in, and it is read as it was', () => {
  const hostile = fc.array(
    fc.constantFrom('</script', '<!--', '<script', ']]>', '&lt;', '\u2028', 'é', '\\', '"', '>'),
  );
  fc.assert(
    fc.property(hostile, fc.string(), (parts, text) => {
      const value = { [parts.join('')]: `${parts.join('')}${text}` };
      const embedded = embedJson(value);
      expect(embedded).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(embedded)).toEqual(value);
    }),
  );
});

test('half of a surrogate pair, which no UTF-8 has, comes through as an escape', () => {
  expect(embedJson('\ud800')).toBe('"\\ud800"');
});
