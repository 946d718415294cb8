import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder, type TestIoOptions } from './test-io.ts';

/** Starts `wschaos proxy` with the API; gives where that is. */
async function start(argv: readonly string[], options: TestIoOptions = {}) {
  const io = createTestIo(options);
  const ended = main(['proxy', ...argv], io);
  let isOver = false;
  const end = (): Promise<number> => {
    if (!isOver) io.signal('SIGTERM');
    isOver = true;
    return ended;
  };
  onTestFinished(() => void end());
  const line = await io.stderr.lineWith('the API is');
  return { io, end, api: line.replace('the API is ', '') };
}

const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
  const json = { 'content-type': 'application/json', ...headers };
  return fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
};

test('a proxy is steered by HTTP while it runs, and the live log tells', async () => {
  const { io, api, end } = await start(['builtin:echo', '--api', '0']);
  const url = await io.stdout.lineWith('ws://');
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  await once(socket, 'open');
  expect((await post(`${api}/proxies/proxy/faults`, { fault: 'reset' })).status).toBe(201);
  await once(socket, 'close');
  expect(await io.stdout.lineWith('fault')).toMatch(/fault {5}reset-1: RST to both sides$/);
  expect(await end()).toBe(0);
  await expect(fetch(`${api}/health`)).rejects.toThrow();
});

test('without a target proxies come by the API, and only such as may be disturbed', async () => {
  const { io, api, end } = await start(['--api', '127.0.0.1:0', '--metrics']);
  expect(io.stdout.text).toBe('');
  const made = await post(`${api}/proxies`, { name: 'late', target: 'ws://127.0.0.1:9' });
  expect(made.status).toBe(201);
  await io.stderr.lineWith('late listens on ws://127.0.0.1:');
  const far = await post(`${api}/proxies`, { name: 'far', target: 'wss://ws.example.com' });
  expect([far.status, await far.json()]).toMatchObject([403, { error: { code: 'target.remote' } }]);
  expect(await (await fetch(api.replace('/v1', '/metrics'))).text()).toContain('wschaos_proxy_enabled{proxy="late"} 1');
  expect(await end()).toBe(0);
});

test('the proxies of a file are told of by name', async () => {
  const text =
    'proxies:\n  - { name: a, target: builtin:echo }\n  - { name: b, target: builtin:ticker, enabled: false }\n';
  const { io, api, end } = await start(['--config', 'p.yaml', '--api', '0'], { cwd: makeFolder({ 'p.yaml': text }) });
  const lines = io.stdout.text.trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(/^a ws:\/\/127\.0\.0\.1:\d+\/$/),
    expect.stringMatching(/^b ws:\/\/127\.0\.0\.1:\d+\/$/),
  ]);
  const proxies = await (await fetch(`${api}/proxies`)).json();
  expect(proxies).toMatchObject([
    { name: 'a', enabled: true },
    { name: 'b', enabled: false },
  ]);
  await post(`${api}/proxies/a/faults`, { fault: 'reset' });
  expect(await io.stdout.lineWith('reset-1')).toMatch(/^a {2}.* fault /);
  expect(await end()).toBe(0);
});

test('the token is asked for', async () => {
  const { api, end } = await start(['--api', '0', '--api-token', 'secret']);
  expect((await fetch(`${api}/proxies`)).status).toBe(401);
  expect((await fetch(`${api}/proxies`, { headers: { authorization: 'Bearer secret' } })).status).toBe(200);
  expect(await end()).toBe(0);
});

test.each([
  ['an API beyond the loopback without a token', ['builtin:echo', '--api', '0.0.0.0:0'], '--api-token TOKEN'],
  ['a token without the API', ['builtin:echo', '--api-token', 'x'], '--api-token needs --api beside it'],
  ['metrics without the API', ['builtin:echo', '--metrics'], '--metrics needs --api beside it'],
  ['an address of no kind', ['builtin:echo', '--api', 'here'], '--api: expected HOST:PORT'],
  ['a file that is not there', ['--config', 'none.yaml'], '--config: cannot read none.yaml'],
])('%s gives 2, and leaves nothing', async (_what, argv, message) => {
  const io = createTestIo();
  expect(await main(['proxy', ...argv], io)).toBe(2);
  expect(io.stderr.text).toContain(message);
  expect(io.stdout.text).toBe('');
});
