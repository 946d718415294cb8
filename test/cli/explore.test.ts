import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder, quickScenario, type TestIoOptions } from './test-io.ts';

/** Starts `wschaos explore`; `end` sends a signal and gives the exit code. */
async function start(argv: readonly string[], options: TestIoOptions = {}) {
  const io = createTestIo(options);
  const ended = main(['explore', ...argv], io);
  let over = false;
  const end = async (): Promise<number> => {
    if (!over) io.signal('SIGTERM');
    over = true;
    return ended;
  };
  onTestFinished(() => void end());
  const page = new URL(await io.stdout.lineWith('http://'));
  const url = io.stdout.text.split('\n')[0] ?? '';
  const headers = { authorization: `Bearer ${page.searchParams.get('token')}` };
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, page), { ...init, headers: { ...headers, ...init.headers } });
  return { io, url, page, ask, end };
}

test('the first line is the address to dial, the second the page, then comes a line for every event', async () => {
  const { io, url, page, ask, end } = await start(['builtin:echo']);
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/$/);
  expect(page.searchParams.get('token')).toMatch(/^[\w-]{24}$/);
  expect((await fetch(page)).headers.get('content-security-policy')).toContain("default-src 'none'");
  const socket = new WebSocket(url);
  await once(socket, 'open');
  await io.stdout.lineWith('open');
  const body = JSON.stringify({ fault: 'reset' });
  const thrown = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  const closed = once(socket, 'close');
  expect((await ask('/v1/proxies/proxy/faults', thrown)).status).toBe(201);
  await closed;
  expect(await io.stdout.lineWith('fault')).toMatch(/ s {2}fault {5}reset-1: RST to both sides$/);
  expect(await end()).toBe(0);
  for (const { port } of [page, new URL(url)]) {
    const gone = net.connect(Number(port), '127.0.0.1');
    const [error] = (await once(gone, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }
});

test('without the token nothing is told', async () => {
  const { page } = await start(['builtin:echo']);
  for (const path of ['/', '/v1/proxies', '/v1/proxies/proxy/events']) {
    expect((await fetch(new URL(path, page))).status).toBe(401);
  }
});

test('the token and the address can be chosen', async () => {
  const { page, ask } = await start(['builtin:echo', '--api', '127.0.0.1:0', '--api-token', 'a/b+c']);
  expect(page.searchParams.get('token')).toBe('a/b+c');
  expect((await fetch(page)).status).toBe(200);
  expect(await (await ask('/v1/proxies')).json()).toMatchObject([{ name: 'proxy', payloads: true }]);
});

test('faults of flags and of a scenario are there, and payloads only where they are wanted', async () => {
  const cwd = makeFolder({ 'quick.yaml': quickScenario() });
  const { ask } = await start(['--scenario', 'quick.yaml', '--fault', 'latency:delay=1ms', '--no-payloads'], { cwd });
  const faults = await (await ask('/v1/proxies/proxy/faults')).json();
  expect(faults).toMatchObject([{ type: 'reset' }, { type: 'latency' }]);
  expect(await (await ask('/v1/proxies/proxy')).json()).toMatchObject({ payloads: false });
});

test('the proxies of a file are told of by name, with metrics beside the page', async () => {
  const text = 'proxies: [{ name: a, target: builtin:echo }, { name: b, target: builtin:ticker, enabled: false }]';
  const { io, ask } = await start(['--config', 'p.yaml', '--metrics'], { cwd: makeFolder({ 'p.yaml': text }) });
  const starts = io.stdout.text.split('\n').map((line) => line.split(':')[0]);
  expect(starts.slice(0, 3)).toEqual(['a ws', 'b ws', 'http']);
  expect(await (await ask('/metrics')).text()).toContain('wschaos_proxy_enabled{proxy="b"} 0');
});

test('keys of the terminal throw what the page shows', async () => {
  const { io, ask, end } = await start(['builtin:echo'], { isTerminal: true });
  await io.stderr.lineWith('? lists the keys');
  io.press('b');
  expect(await (await ask('/v1/proxies/proxy/faults')).json()).toMatchObject([{ id: 'blackhole', type: 'blackhole' }]);
  io.press('q');
  expect(await end()).toBe(0);
});

test('without a target proxies come by the API, where its address is named', async () => {
  const { io, ask } = await start(['--api', '0']);
  const body = JSON.stringify({ name: 'late', target: 'ws://127.0.0.1:9' });
  const answer = await ask('/v1/proxies', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(201);
  await io.stderr.lineWith('late listens on ws://127.0.0.1:');
});

test('TLS is spoken to clients, and whom to trust is told', async () => {
  const { io, url } = await start(['builtin:echo', '--tls', 'self-signed']);
  expect(url).toMatch(/^wss:/);
  expect(await io.stderr.lineWith('clients are to trust')).toMatch(/\.pem$/);
});

test('a proxy that is added later forwards to this machine, unless others are allowed', async () => {
  const { ask } = await start(['builtin:echo']);
  const body = JSON.stringify({ name: 'far', target: 'ws://203.0.113.1' });
  const answer = await ask('/v1/proxies', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'target.remote' } }]);
});

test.each([
  [
    'a page that others can reach and that needs no token',
    ['builtin:echo', '--api', '0.0.0.0:0'],
    'the API on 0.0.0.0',
  ],
  ['a token that no header can hold', ['builtin:echo', '--api-token', 'a b'], '--api-token: expected'],
  ['an address that is none', ['builtin:echo', '--api', 'here'], '--api: expected HOST:PORT'],
  ['a fault that is none', ['builtin:echo', '--fault', 'drop'], 'missing key "frames" in --fault "drop"'],
  ['a target elsewhere', ['ws://203.0.113.1'], 'the proxy connects to 203.0.113.1'],
  ['a case without its file', ['builtin:echo', '--case', 'a'], '--case needs --scenario'],
])('%s is refused', async (_what, argv, message) => {
  const io = createTestIo({ cwd: makeFolder() });
  expect(await main(['explore', ...argv], io)).toBe(2);
  expect([io.stdout.text, io.stderr.text]).toEqual(['', expect.stringContaining(`wschaos: ${message}`)]);
});

test('a port that is taken is 3', async () => {
  const { page } = await start(['builtin:echo']);
  const io = createTestIo({ cwd: makeFolder() });
  expect(await main(['explore', 'builtin:echo', '--api', page.port], io)).toBe(3);
  expect(io.stderr.text).toContain(`port ${page.port} on 127.0.0.1 is in use`);
});
