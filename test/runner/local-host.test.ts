import { expect, test } from 'vitest';
import { isLocalHost } from '../../src/runner/local-host.ts';

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['0.0.0.0', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['192.169.1.1', false],
  ['169.254.1.1', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['8.8.8.8', false],
  ['[::1]', true],
  ['[fd00::1]', true],
  ['[fe80::1]', true],
  ['[2001:db8::1]', false],
  ['[::ffff:127.0.0.1]', true],
  ['[::ffff:8.8.8.8]', false],
  ['localhost', true],
  ['LOCALHOST.', true],
  ['a.localhost', true],
  ['printer.local', true],
  ['api', true],
  ['api.svc.internal', true],
  ['example.com', false],
  ['localhost.example.com', false],
  ['notlocal', true],
  ['my.notlocal', false],
  ['10.1.2.3.example.com', false],
])('%s: %s', (host, expected) => {
  expect(isLocalHost(host)).toBe(expected);
});
