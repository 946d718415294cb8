import { expect, it } from 'vitest';
import { startHeadScan } from '../../src/wire/head-scan.ts';

it.each([
  ['GET / HTTP/1.1\r\n\r\n', 'end'],
  ['HTTP/1.1 200 OK\n\n', 'end'],
  ['GET / HTTP/1.1\r\nA: b\r\n', 'more'],
  ['GET\t', 'not-http'],
])('%j leads to "%s"', (text, outcome) => {
  const scan = startHeadScan();
  const seen = [...text].map((character) => scan(character.charCodeAt(0)));
  expect(seen.at(-1)).toBe(outcome);
  expect(new Set(seen.slice(0, -1))).toEqual(new Set(['more']));
});

it('goes through a head of any length without a state for each byte', () => {
  const scan = startHeadScan();
  const text = `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nA: ${'y'.repeat(100_000)}\r\n\r\n`;
  let last = '';
  for (const character of text) last = scan(character.charCodeAt(0));
  expect(last).toBe('end');
});
