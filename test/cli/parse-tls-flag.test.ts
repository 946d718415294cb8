import { expect, test } from 'vitest';
import { parseTlsFlag } from '../../src/cli/parse-tls-flag.ts';

test.each([
  ['a certificate made on the spot', 'self-signed', 'self-signed'],
  ['two files', 'a/cert.pem,b/key.pem', { cert: 'a/cert.pem', key: 'b/key.pem' }],
])('--tls may be %s', (_what, text, expected) => {
  expect(parseTlsFlag(text)).toEqual(expected);
});

test.each([
  ['', ''],
  ['cert.pem', ''],
  ['cert.pem,', ''],
  [',key.pem', ''],
  ['a,b,c', ''],
  ['selfsigned', ' (did you mean "self-signed"?)'],
])('--tls %j is refused', (text, suggestion) => {
  expect(() => parseTlsFlag(text)).toThrow(`--tls: expected self-signed or CERT,KEY, got "${text}"${suggestion}`);
});
