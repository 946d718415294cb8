import type { ICreateProxyBody } from 'toxiproxy-node-client';
import { describe, expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { dialError } from '../../proxy/wire-peer.ts';
import { dial } from '../../server/dial.ts';
import { portOf, startToxiproxy, toxicOf } from './start-toxiproxy.ts';

describe('toxiproxy-node-client', () => {
  test('asks for the version', async () => {
    await using under = await startToxiproxy();
    expect(JSON.parse(await under.toxiproxy.getVersion())).toMatchObject({ version: '2.12.0' });
  });

  test('creates, finds, lists and removes a proxy, which relays TCP', async () => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const proxy = await toxiproxy.createProxy({ name: 'redis', listen: 'localhost:0', upstream } as ICreateProxyBody);
    expect(proxy.toJson()).toEqual({
      ...{ name: 'redis', upstream, enabled: true },
      listen: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d+$/),
    });
    const { client, server } = await under.dial(proxy);
    client.send('PING\r\n');
    await server.untilText('PING\r\n');
    server.send('+PONG\r\n');
    expect(await client.untilText('+PONG\r\n')).toBe('+PONG\r\n');
    expect((await toxiproxy.get('redis')).toJson()).toEqual(proxy.toJson());
    expect(Object.keys(await toxiproxy.getAll())).toEqual(['redis']);
    await proxy.remove();
    expect(await client.end()).toBe('fin');
    expect(await toxiproxy.getAll()).toEqual({});
    expect(await dialError(portOf(proxy))).toBe('ECONNREFUSED');
  });

  test('populates', async () => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const list = ['one', 'two'].map((name) => ({ name, listen: '127.0.0.1:0', upstream, enabled: true }));
    const proxies = await toxiproxy.populate(list);
    const { client, server } = await under.dial(proxies.two as { readonly listen: string });
    const again = await toxiproxy.populate(list);
    expect(again.two?.toJson()).toEqual(proxies.two?.toJson());
    server.send('not replaced');
    await client.untilText('not replaced');
  });

  test('takes a proxy down and up', async () => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const proxy = await toxiproxy.createProxy({ name: 'redis', listen: 'localhost:0', upstream, enabled: true });
    const { client } = await under.dial(proxy);
    const { listen } = proxy;
    expect((await proxy.update({ enabled: false, listen, upstream })).enabled).toBe(false);
    expect(await client.end()).toBe('reset');
    expect(await dialError(portOf(proxy))).toBe('ECONNREFUSED');
    expect((await proxy.update({ enabled: true, listen, upstream })).listen).toBe(listen);
    const again = await under.dial(proxy);
    again.server.send('up');
    await again.client.untilText('up');
  });

  test('adds, finds, updates and removes a toxic, and resets', async () => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const proxy = await toxiproxy.createProxy({ name: 'redis', listen: 'localhost:0', upstream, enabled: true });
    const { client, server } = await under.dial(proxy);
    const toxic = await proxy.addToxic(toxicOf('bandwidth', { rate: 0 }));
    expect(toxic.toJson()).toEqual({
      ...{ name: 'bandwidth_downstream', type: 'bandwidth', stream: 'downstream', toxicity: 1 },
      attributes: { rate: 0 },
    });
    server.send('held back');
    client.send('the other way');
    await server.untilText('the other way');
    expect(client.received.length).toBe(0);
    const faster = await toxic.update(toxicOf('bandwidth', { rate: 1_000 }));
    expect(faster.attributes).toEqual({ rate: 1_000 });
    await client.untilText('held back');
    expect((await proxy.getToxic('bandwidth_downstream')).toJson()).toEqual(faster.toJson());
    await toxic.remove();
    await proxy.addToxic(toxicOf('timeout', { timeout: 0 }, { stream: 'upstream' }));
    client.send('lost');
    await toxiproxy.reset();
    expect(await client.end()).toBe('fin');
    await expect(proxy.getToxic('timeout_upstream')).rejects.toThrow('status code 404');
  });

  test('is told what is wrong', async () => {
    await using under = await startToxiproxy();
    const { toxiproxy, upstream } = under;
    const body = { name: 'redis', listen: 'localhost:0', upstream, enabled: true };
    const proxy = await toxiproxy.createProxy(body);
    await expect(toxiproxy.createProxy(body)).rejects.toThrow('status code 409');
    await expect(toxiproxy.get('mysql')).rejects.toThrow('status code 404');
    await expect(proxy.addToxic(toxicOf('noop', {}))).rejects.toThrow('status code 400');
    await proxy.addToxic(toxicOf('latency', { latency: 1, jitter: 0 }));
    await expect(proxy.addToxic(toxicOf('latency', { latency: 1 }))).rejects.toThrow('status code 409');
  });

  test('drives our WebSocket faults as types of its toxics', async () => {
    await using echo = await startServer({ kind: 'echo', clock: realClock });
    await using under = await startToxiproxy();
    const proxy = await under.toxiproxy.createProxy({
      name: 'chat',
      listen: 'localhost:0',
      upstream: echo.url,
      enabled: true,
    });
    await using client = await dial(`ws://${proxy.listen}`);
    const pongs: string[] = [];
    client.socket.on('pong', (payload) => pongs.push(String(payload)));
    const toxic = await proxy.addToxic(toxicOf('drop', { frames: 'pong' }));
    client.socket.ping('lost');
    client.socket.send('one');
    expect(await client.message(1)).toBe('one');
    await toxic.remove();
    client.socket.ping('heard');
    client.socket.send('two');
    expect(await client.message(2)).toBe('two');
    expect(pongs).toEqual(['heard']);
    await proxy.addToxic(toxicOf('close', { code: 1012 }));
    const code = await new Promise((resolve) => client.socket.once('close', resolve));
    expect(code).toBe(1012);
  });
});

describe('the API stands behind the rules of the server', () => {
  test.each([
    ['a page from elsewhere', { origin: 'http://evil.example' }, '{}', 403],
    ['a picture of such a page', { 'sec-fetch-site': 'cross-site' }, '{}', 403],
    ['a browser', { 'user-agent': 'Mozilla/5.0' }, '{}', 403],
    ['a body of more than 1 MiB', {}, `"${'x'.repeat(2 ** 20)}"`, 413],
    ['no content type at all', { 'content-type': '' }, '{}', 400],
  ])('%s', async (_what, headers, body, status) => {
    await using under = await startToxiproxy();
    const response = await fetch(`${under.control.url}/proxies`, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(await under.toxiproxy.getAll()).toEqual({});
  });
});
