import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PageServer, startPageServer } from '../../../../src/runner/subject/browser/page-server.ts';

const top = mkdtempSync(join(tmpdir(), 'wschaos-page-'));
const folder = join(top, 'my app');
let server: PageServer;

beforeAll(async () => {
  mkdirSync(join(folder, 'lib'), { recursive: true });
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'app é.html'), '<!doctype html>');
  writeFileSync(join(folder, 'lib', 'a.mjs'), 'export {};');
  writeFileSync(join(folder, 'data.bin'), 'bytes');
  writeFileSync(join(folder, '.env'), 'TOKEN=secret');
  writeFileSync(join(folder, '.git', 'config'), 'secret');
  writeFileSync(join(top, 'secret.txt'), 'secret');
  mkdirSync(join(top, 'my app 2'));
  writeFileSync(join(top, 'my app 2', 'secret.txt'), 'secret');
  symlinkSync(join(top, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(join(folder, 'lib', 'a.mjs'), join(folder, 'inside.mjs'));
  server = await startPageServer(join(folder, 'app é.html'));
});

afterAll(async () => {
  await server.close();
  rmSync(top, { recursive: true });
});

/** Sends the target as it stands: `fetch` would tidy it up. */
async function ask(path: string, options: http.RequestOptions = {}) {
  const { hostname, port } = new URL(server.url);
  const request = http.request({ hostname, port, path, agent: false, ...options });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, type: response.headers['content-type'], body: await text(response) };
}

describe('a page that is a file', () => {
  test('is served on the loopback under its name', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app%20%C3%A9\.html$/);
    const answer = await ask(new URL(server.url).pathname);
    expect(answer).toEqual({ status: 200, type: 'text/html; charset=utf-8', body: '<!doctype html>' });
  });

  test.each([
    ['a script', '/lib/a.mjs', 'text/javascript; charset=utf-8'],
    ['one with a query', '/lib/a.mjs?v=1', 'text/javascript; charset=utf-8'],
    ['what no type is known for', '/data.bin', 'application/octet-stream'],
    ['a link that stays inside', '/inside.mjs', 'text/javascript; charset=utf-8'],
  ])('finds what lies beside it: %s', async (_what, path, type) => {
    expect(await ask(path)).toMatchObject({ status: 200, type });
  });

  test('can be asked for without its body', async () => {
    expect(await ask('/data.bin', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
});

describe('nothing is served', () => {
  test.each([
    ['above the folder', '/../secret.txt', 404],
    ['above it, encoded', '/%2e%2e/secret.txt', 404],
    ['above it, with an encoded slash', '/lib%2f..%2f..%2fsecret.txt', 404],
    ['above it, with a backslash', '/..%5csecret.txt', 404],
    ['in a folder whose name begins alike', '/../my%20app%202/secret.txt', 404],
    ['behind a link that leads out', '/link.txt', 404],
    ['by an absolute path', '//etc/passwd', 404],
    ['with a dot in front', '/.env', 404],
    ['in a folder with a dot in front', '/.git/config', 404],
    ['that is a folder', '/lib', 404],
    ['as the icon that every browser asks for', '/favicon.ico', 204],
    ['that is not there', '/nothing.js', 404],
    ['that cannot be decoded', '/%zz', 404],
    ['with a NUL in its name', '/app%00.html', 404],
  ])('%s', async (_what, path, status) => {
    expect(await ask(path)).toMatchObject({ status, body: '' });
  });

  test.each([
    ['another method', { method: 'POST' }, 405],
    ['another name of the host', { headers: { host: 'evil.example' } }, 421],
  ])('to %s', async (_what, options, status) => {
    expect(await ask('/lib/a.mjs', options)).toMatchObject({ status, body: '' });
  });
});

test('its end closes the port, whoever is still connected', async () => {
  const other = await startPageServer(join(folder, 'data.bin'));
  const idle = net.connect(Number(new URL(other.url).port), '127.0.0.1');
  await once(idle, 'connect');
  const closed = once(idle.resume(), 'close');
  await other.close();
  await closed;
});

test.each([
  ['is not there', 'nothing.html', 'the page was not found: '],
  ['is a folder', 'lib', 'the page is no file: '],
])('a page that %s is told of by its path', async (_what, name, message) => {
  const file = join(folder, name);
  await expect(startPageServer(file)).rejects.toMatchObject({ code: 'client.not-found', message: message + file });
});
