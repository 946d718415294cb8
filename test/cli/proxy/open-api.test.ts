import { expect, test } from 'vitest';
import { openApi } from '../../../src/cli/proxy/open-api.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';

const planned = { address: { host: '127.0.0.1', port: 0 }, token: undefined, metrics: true, hasPage: false };

test('the API is served, and its end leaves the proxies', async () => {
  const registry = createSessionRegistry();
  const session = await registry.add({ name: 'a', target: 'ws://127.0.0.1:9' });
  const api = await openApi(planned, { registry, onDefect: () => {} });
  expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('proxy="a"');
  expect([api.pageUrl, (await fetch(api.url)).status]).toEqual([undefined, 404]);
  await api.close();
  expect(registry.list()).toEqual([session]);
  await registry.closeAll();
});

test('the page is beside it, at an address that holds its token', async () => {
  const registry = createSessionRegistry();
  const api = await openApi({ ...planned, token: 'a/b+c', hasPage: true }, { registry, onDefect: () => {} });
  expect(api.pageUrl).toBe(`${api.url}/?token=a%2Fb%2Bc`);
  expect((await fetch(api.pageUrl ?? '')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  await api.close();
});
