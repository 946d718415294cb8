import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import { writeCaFiles } from '../../src/runner/write-ca-files.ts';
import { createRecordingGuard } from './subject/programs.ts';

const ca = '-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----\n';
const names = ['WSCHAOS_CA_FILE', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'] as const;

async function write(env: NodeJS.ProcessEnv) {
  const guard = createRecordingGuard();
  const files = await writeCaFiles(ca, env, guard);
  onTestFinished(files.remove);
  const read = (name: (typeof names)[number]): string => readFileSync(files.env[name] ?? '', 'utf8');
  return { ...files, read, guard };
}

test('ours is in each file, and the public authorities where a file stands in their place', async () => {
  const { env, read } = await write({});
  expect(Object.keys(env)).toEqual(names);
  expect([read('WSCHAOS_CA_FILE'), read('NODE_EXTRA_CA_CERTS')]).toEqual([ca, ca]);
  const all = read('SSL_CERT_FILE');
  expect(all.endsWith(ca)).toBe(true);
  expect(all.match(/-----BEGIN CERTIFICATE-----/g)?.length).toBe(rootCertificates.length + 1);
});

test('what the user has there already stays in force', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wschaos-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const own = join(folder, 'own.pem');
  writeFileSync(own, 'the user’s');
  const { read } = await write({ NODE_EXTRA_CA_CERTS: own, SSL_CERT_FILE: own });
  expect([read('NODE_EXTRA_CA_CERTS'), read('SSL_CERT_FILE')]).toEqual(Array(2).fill(`the user’s\n${ca}`));
});

test.each(['', '/no/such/file.pem'])('a variable that names no file, %j, is as none', async (file) => {
  const { read } = await write({ NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file });
  expect(read('NODE_EXTRA_CA_CERTS')).toBe(ca);
  expect(read('SSL_CERT_FILE').startsWith(rootCertificates[0] ?? 'none')).toBe(true);
});

test('the guard watches the folder while it is there, and nothing is left after the end', async () => {
  const { env, remove, guard } = await write({});
  expect([...guard.folders]).toEqual([dirname(env.WSCHAOS_CA_FILE ?? '')]);
  await remove();
  await remove();
  expect(guard.folders.size).toBe(0);
  expect(names.map((name) => existsSync(env[name] ?? ''))).toEqual([false, false, false]);
});

test('nothing is left of what cannot be written as a whole', async () => {
  const base = mkdtempSync(join(tmpdir(), 'wschaos-deep-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(base, { recursive: true });
  });
  // So deep that the shortest of the names is the only one for which a path has room.
  const maxPath = process.platform === 'darwin' ? 1_023 : 4_095;
  const depth = maxPath - '/wschaos-ca-xxxxxx/ca.pem'.length;
  let deep = base;
  while (deep.length < depth) {
    const left = depth - deep.length - 1;
    // A path does not end in a slash.
    deep = join(deep, 'd'.repeat(left > 202 ? 200 : left));
  }
  mkdirSync(deep, { recursive: true });
  vi.stubEnv('TMPDIR', deep);
  const guard = createRecordingGuard();
  await expect(writeCaFiles(ca, {}, guard)).rejects.toMatchObject({
    code: 'ENAMETOOLONG',
    path: expect.stringMatching(/node\.pem$/),
  });
  expect(readdirSync(deep)).toEqual([]);
  expect(guard.folders.size).toBe(0);
});
