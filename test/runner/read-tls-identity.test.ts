import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTlsIdentity } from '../../src/runner/read-tls-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'wschaos-identity-'));
const cert = join(folder, 'cert.pem');
const key = join(folder, 'key.pem');
writeFileSync(cert, 'a certificate');
writeFileSync(key, 'a key');
afterAll(() => rmSync(folder, { recursive: true }));

test('what is made on the spot needs no file', async () => {
  expect(await readTlsIdentity('self-signed')).toBe('self-signed');
});

test('two files are read as they are', async () => {
  expect(await readTlsIdentity({ cert, key })).toEqual({ cert: 'a certificate', key: 'a key' });
});

test.each([
  [
    'the certificate',
    { cert: join(folder, 'none.pem'), key },
    `certificate ${folder}/none.pem: no such file or directory`,
  ],
  ['the key', { cert, key: folder }, `private key ${folder}: illegal operation on a directory`],
])('%s that cannot be read is named', async (_what, given, message) => {
  await expect(readTlsIdentity(given)).rejects.toMatchObject({
    code: 'tls.unreadable',
    message: `cannot read the ${message}`,
  });
});
