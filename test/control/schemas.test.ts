import { expect, test } from 'vitest';
import { faultEntry, newProxy } from '../../src/control/schemas.ts';

test('a fault entry is what a scenario file has', () => {
  expect(faultEntry.safeParse({ fault: 'drop', with: { frames: 'pong' }, for: '5s' }).success).toBe(true);
  expect(faultEntry.safeParse({ fault: 'nosuch' }).success).toBe(false);
});

test.each([
  ['a name and a target', { name: 'a', target: 'ws://127.0.0.1:1' }, true],
  ['TLS of its own', { name: 'a', target: 'b', tls: { cert: 'c', key: 'k' } }, true],
  ['headers', { name: 'a', target: 'b', headers: { 'X-Id': 'c' } }, true],
  ['a header that would be two', { name: 'a', target: 'b', headers: { 'X-Id': 'c\r\nEvil: d' } }, false],
  ['no target', { name: 'a' }, false],
  ['half a certificate', { name: 'a', target: 'b', tls: { cert: 'c' } }, false],
  ['a function of the program', { name: 'a', target: 'b', onEvent: 'x' }, false],
])('a proxy is asked for with %s: %s', (_what, value, isGood) => {
  expect(newProxy.safeParse(value).success).toBe(isGood);
});
