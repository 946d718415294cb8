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
  const headers = { origin: 'http://evil.example' };
  expect(await statusOf('/?token=a%2Fb%2Bc', { headers })).toBe(403);
});
