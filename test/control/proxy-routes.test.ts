import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { connectionView, proxyView } from '../../src/control/schemas.ts';
import { dial } from '../server/dial.ts';
import { startApi } from './start-api.ts';

test('proxies are listed, started, told of and closed', async () => {
  await using api = await startApi();
  expect(await api.get('/v1/proxies', z.array(proxyView))).toMatchObject([{ name: 'chat', enabled: true }]);
  const faults = [{ fault: 'latency', with: { delay: '1ms' } }];
  const started = proxyView.parse(
    await api.send(
      'POST',
      '/v1/proxies',
      { name: 'two', target: `${api.target}/room`, tls: 'self-signed', faults },
      201,
    ),
  );
  expect(started).toMatchObject({ name: 'two', target: `${api.target}/room`, tls: true, faults: 1, payloads: false });
  expect(started.url).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\/room$/);
  {
    await using client = await dial(started.url, { ca: started.ca });
    client.socket.send('hello');
    expect(await client.message(1)).toBe('hello');
    expect(await api.get('/v1/proxies/two', proxyView)).toMatchObject({
      ...{ connections: 1, totals: { opened: 1, toServer: { frames: 1 } } },
    });
  }
  expect((await api.fetch('/v1/proxies/two', { method: 'DELETE' })).status).toBe(204);
  expect(await api.refused('/v1/proxies/two')).toMatchObject({ status: 404, code: 'proxy.unknown' });
  const refused = new WebSocket(started.url);
  expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
});

test('a proxy is disabled and enabled', async () => {
  await using api = await startApi();
  await using client = await dial(api.proxyUrl);
  expect(await api.send('PATCH', '/v1/proxies/chat', { enabled: false }, 200)).toMatchObject({ enabled: false });
  await once(client.socket, 'close');
  expect(await api.send('PATCH', '/v1/proxies/chat', { enabled: true }, 200)).toMatchObject({ enabled: true });
  await using _again = await dial(api.proxyUrl);
});

test('connections are told of, and one is reset', async () => {
  await using api = await startApi();
  await using first = await dial(api.proxyUrl);
  await using _second = await dial(api.proxyUrl);
  const connections = await api.get('/v1/proxies/chat/connections', z.array(connectionView));
  expect(connections).toMatchObject([
    { id: 1, state: 'open', path: '/' },
    { id: 2, state: 'open', path: '/' },
  ]);
  expect((await api.fetch('/v1/proxies/chat/connections/1', { method: 'DELETE' })).status).toBe(204);
  await once(first.socket, 'close');
  await expect
    .poll(async () => (await api.get('/v1/proxies/chat/connections', z.array(connectionView))).map(({ id }) => id))
    .toEqual([2]);
});

test.each([
  ['a name that is there', { name: 'chat', target: 'ws://127.0.0.1:1' }, 409, 'proxy.exists'],
  ['a name that is none', { name: '../x', target: 'ws://127.0.0.1:1' }, 400, 'proxy.invalid-name'],
  ['a target that is none', { name: 'a', target: 'gopher://x' }, 400, 'target.invalid'],
  ['an address that is none', { name: 'a', target: 'ws://127.0.0.1:1', listen: 'here' }, 400, 'request.invalid'],
  ['a fault that is none', { name: 'a', target: 'ws://127.0.0.1:1', faults: [{ fault: 'x' }] }, 400, 'fault.invalid'],
  ['a key that nobody knows', { name: 'a', target: 'ws://127.0.0.1:1', color: 1 }, 400, 'request.invalid'],
  ['no object', [1], 400, 'request.invalid'],
])('a proxy with %s is refused', async (_what, body, status, code) => {
  await using api = await startApi();
  expect(await api.send('POST', '/v1/proxies', body, status)).toMatchObject({ error: { code } });
  expect(api.defects).toEqual([]);
});

test.each([
  '/v1/proxies/chat/connections/9',
  '/v1/proxies/chat/connections/x',
  '/v1/proxies/no/connections/1',
])('nothing is reset at %s', async (path) => {
  await using api = await startApi();
  expect(await api.refused(path, { method: 'DELETE' })).toMatchObject({ status: 404 });
});
