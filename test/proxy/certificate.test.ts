import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateSet, makeCertificates } from '../../src/proxy/certificate.ts';

const hosts = ['dev.example', 'localhost', '127.0.0.1', '::1'];

let made: CertificateSet;
let folder: string;

beforeAll(async () => {
  made = await makeCertificates(hosts);
  folder = mkdtempSync(join(tmpdir(), 'wschaos-certificates-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What OpenSSL's own tool finds, as strict as Python is since 3.13. */
function verify(cert: string, { ca, host }: { readonly ca: string; readonly host: string }): string {
  const files = { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem') };
  writeFileSync(files.ca, ca);
  writeFileSync(files.cert, cert);
  const name = /^[\d.]+$|:/.test(host) ? '-verify_ip' : '-verify_hostname';
  const options = ['-x509_strict', '-purpose', 'sslserver', name, host, '-CAfile', files.ca, files.cert];
  try {
    return execFileSync('openssl', ['verify', ...options], { encoding: 'utf8', stdio: 'pipe' })
      .trim()
      .slice(-2);
  } catch (error) {
    const { stderr } = error as { readonly stderr: string };
    return stderr.split('\n').find((line) => line.startsWith('error')) ?? stderr;
  }
}

describe('of the certificates made on the spot, for a strict client,', () => {
  test.each(hosts)('the healthy one is right for %s', (host) => {
    expect(verify(made.healthy.cert, { ca: made.ca, host })).toBe('OK');
  });

  test.each([
    ['expired', 'error 10 at 0 depth lookup: certificate has expired'],
    ['selfSigned', 'error 18 at 0 depth lookup: self-signed certificate'],
  ] as const)('the one that is %s has no other defect', (kind, defect) => {
    for (const host of hosts) expect(verify(made[kind].cert, { ca: made.ca, host })).toBe(defect);
  });

  test('the one for a wrong host has no other defect', () => {
    const { cert } = made.wrongHost;
    const mismatch = 'error 62 at 0 depth lookup: hostname mismatch';
    expect(verify(cert, { ca: made.ca, host: 'localhost' })).toBe(mismatch);
    expect(verify(cert, { ca: made.ca, host: '127.0.0.1' })).toBe('error 64 at 0 depth lookup: IP address mismatch');
    expect(verify(cert, { ca: made.ca, host: 'wrong-host.invalid' })).toBe('OK');
  });

  test('the self-signed one is sound for who trusts it', () => {
    expect(verify(made.selfSigned.cert, { ca: made.selfSigned.cert, host: 'localhost' })).toBe('OK');
  });

  test('each has its own key', () => {
    const { healthy, expired, selfSigned, wrongHost } = made;
    const all = [healthy, expired, selfSigned, wrongHost];
    for (const { cert, key } of all) {
      expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true);
    }
    expect(new Set(all.map(({ key }) => key)).size).toBe(4);
  });
});

test('certificates of another run are not trusted', async () => {
  const other = await makeCertificates(['localhost']);
  expect(other.ca).not.toBe(made.ca);
  expect(verify(other.healthy.cert, { ca: made.ca, host: 'localhost' })).toMatch(/^error/);
});
