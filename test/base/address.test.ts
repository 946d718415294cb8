import { expect, test } from 'vitest';
import { parseAddress, parseListenAddress } from '../../src/base/address.ts';

test.each([
  ['localhost:8080', { host: 'localhost', port: 8080 }],
  ['0.0.0.0:0', { host: '0.0.0.0', port: 0 }],
  ['[::ffff:127.0.0.1]:65535', { host: '::ffff:127.0.0.1', port: 65_535 }],
])('%s is an address', (text, expected) => {
  expect(parseAddress(text)).toEqual(expected);
});

test.each([
  '',
  '80',
  ':80',
  'localhost',
  'localhost:',
  'a:65536',
  '::1:80',
  '[a b]:80',
  'a b:80',
  'a:-1',
])('"%s" is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each([
  [8474, { host: '127.0.0.1', port: 8474 }],
  ['0', { host: '127.0.0.1', port: 0 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  ['70000', undefined],
  ['here', undefined],
])('to listen at %j is understood', (given, expected) => {
  expect(parseListenAddress(given)).toEqual(expected);
});
