import { expect, test } from 'vitest';
import { openApi } from '../../../src/cli/proxy/open-api.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';

test('the API is served, and its end leaves the proxies', async () => {
  const registry = createSessionRegistry();
  const session = await registry.add({ name: 'a', target: 'ws://127.0.0.1:9' });
  const address = { host: '127.0.0.1', port: 0 };
  const api = await openApi({ registry, address, token: undefined, metrics: true, onDefect: () => {} });
  expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('proxy="a"');
  await api.close();
  expect(registry.list()).toEqual([session]);
  await registry.closeAll();
});
