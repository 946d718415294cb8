import { describe, expect, test } from 'vitest';
import { formatListen, parseListen } from '../../../src/control/toxiproxy/listen-address.ts';

describe('where a proxy listens', () => {
  test.each([
    ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }],
    ['localhost:0', { host: '127.0.0.1', port: 0 }],
    ['Localhost:1', { host: '127.0.0.1', port: 1 }],
    ['[::1]:0', { host: '::1', port: 0 }],
    ['[::]:8080', { host: '::', port: 8080 }],
    ['0.0.0.0:8080', { host: '0.0.0.0', port: 8080 }],
    [':8080', { host: '::', port: 8080 }],
    ['', { host: '127.0.0.1', port: 0 }],
  ])('"%s"', (text, address) => {
    expect(parseListen(text, true)).toEqual(address);
  });

  test('is every IPv4 interface where there is no IPv6', () => {
    expect(parseListen(':8080', false)).toEqual({ host: '0.0.0.0', port: 8080 });
  });

  test.each(['127.0.0.1', '8080', '::1:80', 'host:port', 'host:65536', 'a:1:2'])('is not "%s"', (text) => {
    expect(() => parseListen(text, true)).toThrow(
      `bad request body: "listen" must be an address such as "127.0.0.1:8080", not "${text}"`,
    );
  });

  test.each([
    ['127.0.0.1', '127.0.0.1:80'],
    ['::1', '[::1]:80'],
  ])('is told of %s', (host, text) => {
    expect(formatListen({ host, port: 80 })).toBe(text);
  });
});
