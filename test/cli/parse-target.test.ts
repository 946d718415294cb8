import { expect, test } from 'vitest';
import { parseTarget } from '../../src/cli/parse-target.ts';

test.each([
  [
    'a URL',
    'wss://example.test/a',
    { kind: 'url', url: 'wss://example.test/a', headers: {}, rejectUnauthorized: true },
  ],
  ['a built-in server', 'builtin:ticker', { kind: 'builtin', server: 'ticker', intervalMs: 1000 }],
])('a target may be %s', (_what, text, expected) => {
  expect(parseTarget({ text, source: '--target' })).toEqual(expected);
});

test.each([
  ['an unknown server', 'builtin:ecko', '--target: no built-in server "ecko" (did you mean "echo"?)'],
  [
    'anything else',
    'localhost:80',
    '--target: "localhost:80" is not a target; expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT',
  ],
])('a target is refused when it is %s', (_what, text, message) => {
  expect(() => parseTarget({ text, source: '--target' })).toThrow(message);
});
