import { describe, expect, test } from 'vitest';
import { createToxiproxyRoutes } from '../../../src/control/toxiproxy/create-toxiproxy-routes.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { startWireServer } from '../../proxy/wire-peer.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Bench extends AsyncDisposable {
  readonly upstream: string;
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

async function start(): Promise<Bench> {
  const server = await startWireServer();
  const registry = createSessionRegistry();
  const app = createToxiproxyRoutes(registry, '1.2.3');
  return {
    upstream: `127.0.0.1:${server.port}`,
    async ask(method, path, body, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const init = { method, headers, ...(body === undefined ? {} : { body: text as string }) };
      const response = await app.request(path, init);
      const answer = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
      return { status: response.status, body: isJson ? JSON.parse(answer) : answer };
    },
    async [Symbol.asyncDispose]() {
      await registry.closeAll();
      await server[Symbol.asyncDispose]();
    },
  };
}

const problem = (status: number, error: string) => ({ status, body: { error, status } });

test('the version is the one that clients ask for, and ours beside it', async () => {
  await using bench = await start();
  expect(await bench.ask('GET', '/version')).toEqual({ status: 200, body: { version: '2.12.0', wschaos: '1.2.3' } });
});

test('a proxy is created, listed, shown, changed and deleted', async () => {
  await using bench = await start();
  const { upstream } = bench;
  expect(await bench.ask('GET', '/proxies')).toEqual({ status: 200, body: {} });
  const proxy = { name: 'redis', listen: expect.any(String), upstream, enabled: true, toxics: [] };
  const created = await bench.ask('POST', '/proxies', { name: 'redis', listen: 'localhost:0', upstream });
  expect(created).toEqual({ status: 201, body: proxy });
  expect(await bench.ask('GET', '/proxies')).toEqual({ status: 200, body: { redis: created.body } });
  expect(await bench.ask('GET', '/proxies/redis')).toEqual({ status: 200, body: created.body });
  for (const [method, enabled] of [
    ['POST', false],
    ['PATCH', true],
  ] as const) {
    expect(await bench.ask(method, '/proxies/redis', { enabled })).toEqual({
      status: 200,
      body: { ...proxy, enabled },
    });
  }
  expect(await bench.ask('DELETE', '/proxies/redis')).toEqual({ status: 204, body: '' });
  expect(await bench.ask('GET', '/proxies')).toEqual({ status: 200, body: {} });
});

test('a toxic is added, listed, shown, changed and deleted', async () => {
  await using bench = await start();
  await bench.ask('POST', '/proxies', { name: 'redis', upstream: bench.upstream });
  const toxics = '/proxies/redis/toxics';
  const toxic = {
    ...{ name: 'latency_downstream', type: 'latency', stream: 'downstream', toxicity: 1 },
    attributes: { latency: 5, jitter: 0 },
  };
  expect(await bench.ask('GET', toxics)).toEqual({ status: 200, body: [] });
  const added = await bench.ask('POST', toxics, { type: 'latency', attributes: { latency: 5 } });
  expect(added).toEqual({ status: 200, body: toxic });
  expect(await bench.ask('GET', toxics)).toEqual({ status: 200, body: [toxic] });
  expect((await bench.ask('GET', '/proxies/redis')).body).toMatchObject({ toxics: [toxic] });
  const one = `${toxics}/latency_downstream`;
  expect(await bench.ask('GET', one)).toEqual({ status: 200, body: toxic });
  for (const [method, latency] of [
    ['POST', 6],
    ['PATCH', 7],
  ] as const) {
    const changed = { ...toxic, attributes: { latency, jitter: 0 } };
    expect(await bench.ask(method, one, { attributes: { latency } })).toEqual({ status: 200, body: changed });
    expect(await bench.ask('GET', one)).toEqual({ status: 200, body: changed });
  }
  expect(await bench.ask('DELETE', one)).toEqual({ status: 204, body: '' });
  expect(await bench.ask('GET', toxics)).toEqual({ status: 200, body: [] });
});

test('populate answers with the proxies, and its errors have none; reset empties them', async () => {
  await using bench = await start();
  const { upstream } = bench;
  const list = [
    { name: 'one', upstream },
    { name: 'two', upstream, enabled: false },
  ];
  const populated = await bench.ask('POST', '/populate', list);
  expect(populated).toMatchObject({
    status: 201,
    body: { proxies: [{ name: 'one' }, { name: 'two', enabled: false }] },
  });
  await bench.ask('POST', '/proxies/one/toxics', { type: 'timeout' });
  expect(await bench.ask('POST', '/reset')).toEqual({ status: 204, body: '' });
  expect((await bench.ask('GET', '/proxies')).body).toMatchObject({
    one: { enabled: true, toxics: [] },
    two: { enabled: true, toxics: [] },
  });
  expect(await bench.ask('POST', '/populate', [{ name: 'three' }])).toEqual({
    status: 400,
    body: { error: 'missing required field: upstream at proxy 1', status: 400, proxies: null },
  });
});

describe('an error has the status and the words of Toxiproxy', () => {
  test.each([
    ['POST', '/proxies', '', problem(400, 'bad request body: EOF')],
    ['POST', '/proxies', {}, problem(400, 'missing required field: name')],
    ['POST', '/proxies', { name: 'two' }, problem(400, 'missing required field: upstream')],
    ['POST', '/proxies', { name: 'one', upstream: 'x:1' }, problem(409, 'proxy already exists')],
    ['GET', '/proxies/none', undefined, problem(404, 'proxy not found')],
    ['POST', '/proxies/none', '{', problem(404, 'proxy not found')],
    ['PATCH', '/proxies/one', '[]', problem(400, 'bad request body: expected an object, not an array')],
    ['DELETE', '/proxies/none', undefined, problem(404, 'proxy not found')],
    ['GET', '/proxies/none/toxics', undefined, problem(404, 'proxy not found')],
    ['POST', '/proxies/none/toxics', '{', problem(404, 'proxy not found')],
    ['POST', '/proxies/one/toxics', '', problem(400, 'bad request body: EOF')],
    [
      'POST',
      '/proxies/one/toxics',
      { stream: 'x' },
      problem(400, 'stream was invalid, can be either upstream or downstream'),
    ],
    ['POST', '/proxies/one/toxics', { type: 'x' }, problem(400, 'invalid toxic type')],
    ['POST', '/proxies/one/toxics', { type: 'latency' }, problem(409, 'toxic already exists')],
    [
      'POST',
      '/proxies/one/toxics',
      { type: 'slicer' },
      problem(400, 'bad request body: "average_size" must be at least 1'),
    ],
    ['GET', '/proxies/one/toxics/none', undefined, problem(404, 'toxic not found')],
    ['GET', '/proxies/none/toxics/none', undefined, problem(404, 'proxy not found')],
    ['POST', '/proxies/one/toxics/none', '{', problem(404, 'toxic not found')],
    [
      'PATCH',
      '/proxies/one/toxics/latency_downstream',
      '{"toxicity":"x"}',
      problem(400, 'bad request body: "toxicity" must be a number, not "x"'),
    ],
    ['DELETE', '/proxies/one/toxics/none', undefined, problem(404, 'toxic not found')],
  ])('%s %s %j', async (method, path, body, answer) => {
    await using bench = await start();
    await bench.ask('POST', '/proxies', { name: 'one', upstream: bench.upstream });
    await bench.ask('POST', '/proxies/one/toxics', { type: 'latency' });
    expect(await bench.ask(method, path, body)).toEqual(answer);
    expect((await bench.ask('GET', '/proxies/one/toxics')).body).toHaveLength(1);
  });

  test('also where the port is taken', async () => {
    await using bench = await start();
    const answer = await bench.ask('POST', '/proxies', {
      name: 'one',
      listen: bench.upstream,
      upstream: bench.upstream,
    });
    expect(answer).toEqual(problem(500, `port ${bench.upstream.split(':')[1]} on 127.0.0.1 is in use`));
  });
});

test('what changes proxies at the same time is done one after another', async () => {
  await using bench = await start();
  const proxy = { name: 'one', upstream: bench.upstream };
  const create = () => bench.ask('POST', '/proxies', proxy);
  const remove = () => bench.ask('DELETE', '/proxies/one');
  for (const [ask, statuses] of [
    [create, [201, 409, 409]],
    [remove, [204, 404, 404]],
  ] as const) {
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  }
});

test.each([
  '/proxies',
  '/proxies/one/toxics',
  '/version',
  '/populate',
  '/reset',
])('a browser is sent away from %s', async (path) => {
  await using bench = await start();
  const answer = await bench.ask('GET', path, undefined, { 'user-agent': 'Mozilla/5.0 (X11)' });
  expect(answer).toEqual({ status: 403, body: 'User agent not allowed\n' });
});
