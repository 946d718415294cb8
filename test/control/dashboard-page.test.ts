import { once } from 'node:events';
import http from 'node:http';
import { expect, test } from 'vitest';
import { mountDashboard } from '../../src/control/dashboard-page.ts';
import { startApi } from './start-api.ts';

test('the page is served with a policy that lets nothing run but itself, and speaks to its own server alone', async () => {
  await using api = await startApi({ mounts: [mountDashboard] });
  const response = await api.fetch('/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = (response.headers.get('content-security-policy') ?? '').split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    expect.stringMatching(/^script-src 'sha256-[\w+/]{43}='$/),
    expect.stringMatching(/^style-src 'sha256-[\w+/]{43}='$/),
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('the page needs the token in its address, and nothing else takes it there', async () => {
  await using api = await startApi({ mounts: [mountDashboard], token: 'a/b+c' });
  const statusOf = async (path: string, init?: RequestInit): Promise<number> => (await api.fetch(path, init)).status;
  expect(await statusOf('/?token=a%2Fb%2Bc')).toBe(200);
  for (const path of [
    '/',
    '/?token=',
    '/?token=a',
    '/?token=a/b+c',
    '/v1/proxies?token=a%2Fb%2Bc',
    '//?token=a%2Fb%2Bc',
  ]) {
    expect([path, await statusOf(path)]).toEqual([path, 401]);
  }
  const refused = await (await api.fetch('/?token=')).json();
  expect(refused).toMatchObject({ error: { hint: expect.stringContaining('?token=') } });
});

test.each([
  ['a page of another origin', 403, { origin: 'http://evil.example' }],
  ['a link on another site', 403, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ['a frame of another port', 403, { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'iframe' }],
  ['a name that was rebound to us', 421, { host: 'evil.example' }],
])('%s is not let in, even with the token', async (_what, status, headers) => {
  await using api = await startApi({ mounts: [mountDashboard], token: 'a' });
  const { port } = api.control;
  const request = http.get({ host: '127.0.0.1', port, path: '/?token=a', headers });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let body = '';
  for await (const piece of response) body += String(piece);
  expect([response.statusCode, response.headers['content-type']]).toEqual([status, 'application/json']);
  expect(body).not.toContain('<script');
});
