import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createControl } from '../../src/control/create-control.ts';
import { health } from '../../src/control/schemas.ts';
import { createSessionRegistry } from '../../src/runner/session/session-registry.ts';
import { startApi } from './start-api.ts';

const registry = createSessionRegistry();

/** Writes bytes as they are, and gives all that comes back until the server ends it. */
async function talk(port: number, ...texts: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  for (const text of texts) socket.write(text);
  await once(socket, 'close');
  return answer;
}

const head = (port: number, line: string, ...more: readonly string[]): string =>
  `${[line, `Host: 127.0.0.1:${port}`, 'Connection: close', ...more].join('\r\n')}\r\n\r\n`;

test('it is healthy, and says which version it is', async () => {
  await using api = await startApi();
  expect(await api.get('/v1/health', health)).toMatchObject({ status: 'ok' });
  const response = await api.fetch('/v1/health', { method: 'HEAD' });
  expect([response.status, response.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

describe('it is refused', () => {
  test('to listen beyond the loopback without a token', async () => {
    const address = { host: '0.0.0.0', port: 0 };
    await expect(createControl({ registry, address })).rejects.toMatchObject({ code: 'control.needs-token' });
  });

  test('to listen where somebody does', async () => {
    await using api = await startApi();
    const address = { host: '127.0.0.1', port: api.control.port };
    await expect(createControl({ registry, address })).rejects.toMatchObject({ code: 'port.in-use' });
  });
});

test('with a token it is asked for, of all but the health', async () => {
  await using api = await startApi({ token: 'secret' });
  expect((await api.fetch('/v1/health')).status).toBe(200);
  const refused = await api.fetch('/v1/proxies');
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect((await api.fetch('/v1/proxies', { headers: { authorization: 'Bearer secret' } })).status).toBe(200);
});

describe('an attack', () => {
  test('by a name that was rebound to us meets 421', async () => {
    await using api = await startApi();
    const { port } = api.control;
    const answer = await talk(port, `GET /v1/proxies HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 421 [\s\S]*request\.host/);
    expect(answer).not.toContain('"chat"');
  });

  test.each([
    ['a POST that needs no leave', 'POST', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ['an event stream', 'GET', { origin: 'https://evil.example', accept: 'text/event-stream' }],
    ['an event stream without its origin', 'GET', { 'sec-fetch-site': 'cross-site', accept: 'text/event-stream' }],
    ['a question for leave', 'OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }],
  ])('by a page from elsewhere, %s, meets 403', async (_what, method, headers) => {
    await using api = await startApi();
    const { port } = api.control;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const body = method === 'POST' ? ['Content-Length: 17'] : [];
    const line = `${method} /v1/proxies/chat/${method === 'POST' ? 'faults' : 'events'} HTTP/1.1`;
    const answer = await talk(port, head(port, line, ...lines, ...body), method === 'POST' ? '{"fault":"reset"}' : '');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer.toLowerCase()).not.toContain('access-control');
    expect(api.registry.get('chat').measurements()).toEqual([]);
  });

  test.each([
    ['/v1/../../etc/passwd', 404],
    ['/v1/proxies/..%2f..%2fetc', 404],
    ['/v1/proxies/%2e%2e/%2e%2e', 404],
    ['/v1/proxies/chat%2ffaults', 404],
    ['/v1/proxies/chat%00', 404],
    ['/v1/proxies/%E0%A4%A', 404],
    ['//v1/proxies', 404],
    ['/v1//proxies', 404],
    ['/v1/proxies/', 404],
    ['/V1/proxies', 404],
    ['/v1/proxies/__proto__', 404],
    ['/v1/proxies/<script>alert(1)</script>', 404],
    ['http://evil.example/v1/proxies', 400],
  ])('by the path %s gives nothing', async (path, status) => {
    await using api = await startApi();
    const { port } = api.control;
    const answer = await talk(port, head(port, `GET ${path} HTTP/1.1`));
    const got = Number(answer.slice(9, 12));
    expect([status, 404]).toContain(got);
    expect(answer).not.toContain('text/html');
    expect(answer).not.toContain('"url"');
    expect(api.defects).toEqual([]);
  });

  test.each([
    ['says so', (size: number) => [`Content-Length: ${size}`]],
    ['does not', () => ['Transfer-Encoding: chunked']],
  ])('by a body that is too large and %s meets 413', async (_what, lengthOf) => {
    await using api = await startApi();
    const { port } = api.control;
    const size = 2 ** 20 + 1;
    const lengths = lengthOf(size);
    const isChunked = lengths[0]?.startsWith('Transfer') === true;
    const body = isChunked ? `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n` : 'x'.repeat(size);
    const line = 'POST /v1/proxies/chat/faults HTTP/1.1';
    const answer = await talk(port, head(port, line, 'Content-Type: application/json', ...lengths), body);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*request\.too-large/);
  });

  test.each([
    ['in its head', 'GET /v1/health HTTP/1.1\r\n', { headersMs: 200, requestMs: 400 }],
    ['in its body', undefined, { headersMs: 200, requestMs: 300 }],
  ])('by a request that never ends %s is cut off', async (_what, given, limits) => {
    await using api = await startApi({ limits: { ...limits, checkMs: 50 } });
    const { port } = api.control;
    const begun = head(port, 'POST /v1/proxies HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 9');
    expect(await talk(port, given ?? begun)).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  test('by a name that is markup is answered as text', async () => {
    await using api = await startApi();
    const name = '<img src=x onerror=alert(1)>';
    const body = await api.send('POST', '/v1/proxies', { name, target: 'ws://127.0.0.1:1' }, 400);
    expect(body).toMatchObject({ error: { code: 'proxy.invalid-name' } });
    expect(await api.refused(`/v1/proxies/${encodeURIComponent(name)}`)).toMatchObject({ status: 404 });
  });
});

test('metrics are served where they are asked for', async () => {
  await using api = await startApi({ metrics: true });
  const response = await api.fetch('/metrics');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await response.text()).toContain('wschaos_proxy_enabled{proxy="chat"} 1\n');
  await using without = await startApi();
  expect(await without.refused('/metrics')).toMatchObject({ status: 404 });
});

test('what is mounted stands behind the same rules', async () => {
  await using api = await startApi({ token: 't', mounts: [(app) => app.get('/version', (c) => c.text('2.1.0'))] });
  expect((await api.fetch('/version')).status).toBe(401);
  const response = await api.fetch('/version', { headers: { authorization: 'Bearer t' } });
  expect(await response.text()).toBe('2.1.0');
});

test('once it is closed nobody is connected, and nobody can be', async () => {
  const api = await startApi();
  const stream = await api.fetch('/v1/proxies/chat/events', { headers: { accept: 'text/event-stream' } });
  await api.control.close();
  await expect(
    stream.text().then(
      () => 'ended',
      () => 'cut',
    ),
  ).resolves.toMatch(/ended|cut/);
  await expect(fetch(api.control.url)).rejects.toThrow();
  await api[Symbol.asyncDispose]();
});
