import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, extname, join, relative } from 'node:path';
import { pipeline } from 'node:stream';
import { WschaosError } from '../../../base/error.ts';

/** Serves a page that is a file, and what lies beside it. */
export interface PageServer {
  /** Of the page: `http://127.0.0.1:40001/app.html`. */
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Serves the folder of `file` on the loopback. A `file://` page would have an opaque origin: no module scripts, no `fetch`, and
 * an `Origin: null` at the server's door; served like this it is a page as on the web, in a secure context. Nothing outside
 * of the folder is served, whatever the path or a symbolic link says, nothing whose name begins with a dot, and nothing to a page that
 * reached this port under another name.
 *
 * @throws WschaosError `client.not-found`
 */
export async function startPageServer(file: string): Promise<PageServer> {
  const folder = await findFolder(file);
  const server = http.createServer((request, response) => {
    void answer(request, response, folder, address.port);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/${encodeURIComponent(basename(file))}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function findFolder(file: string): Promise<string> {
  try {
    if ((await stat(file)).isFile()) return await realpath(dirname(file));
  } catch (cause) {
    throw new WschaosError('client.not-found', `the page was not found: ${file}`, { cause });
  }
  throw new WschaosError('client.not-found', `the page is no file: ${file}`);
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  folder: string,
  port: number,
): Promise<void> {
  const refuse = (status: number): void => {
    response.writeHead(status).end();
  };
  // A name that leads here by way of DNS is a page from elsewhere that tries to read the folder.
  if (request.headers.host !== `127.0.0.1:${port}`) return refuse(421);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const path = await resolveInside(folder, request.url ?? '/');
  // A browser asks for it unasked, and would log that it is missing.
  if (path === undefined) return refuse(request.url === '/favicon.ico' ? 204 : 404);
  response.writeHead(200, {
    'Content-Type': types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'Cache-Control': 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(createReadStream(path), response, () => {});
}

/** The file that a request's target names; `undefined` where it is none of the folder's. */
async function resolveInside(folder: string, target: string): Promise<string | undefined> {
  try {
    const names = decodeURIComponent(target.replace(/[?#].*$/s, ''))
      .split('/')
      .filter((name) => name !== '');
    if (names.some((name) => name.startsWith('.') || name.includes('\\') || name.includes('\0'))) return undefined;
    const path = await realpath(join(folder, ...names));
    return !relative(folder, path).startsWith('..') && (await stat(path)).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
