import { expect, test } from 'vitest';
import { readListen } from '../../src/cli/read-listen.ts';

test.each([
  ['a port', '8080', { host: '127.0.0.1', port: 8080 }],
  ['a host and a port', '0.0.0.0:0', { host: '0.0.0.0', port: 0 }],
  ['an IPv6 address and a port', '[::1]:65535', { host: '::1', port: 65_535 }],
])('an address may be %s', (_what, text, expected) => {
  expect(readListen(text)).toEqual(expected);
});

test.each(['', 'localhost', ':80', '1.2.3.4:65536', '::1:80', 'a b:80'])('"%s" is no address', (text) => {
  expect(() => readListen(text)).toThrow(`--listen: expected HOST:PORT, [::1]:PORT or PORT, got "${text}"`);
});

test('what is wrong is told of the flag that it was given with', () => {
  expect(() => readListen('x', '--api')).toThrow('--api: expected HOST:PORT');
});
