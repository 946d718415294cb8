import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { createProxyFleet } from '../../../src/control/toxiproxy/proxy-fleet.ts';
import type { Toxic } from '../../../src/control/toxiproxy/toxic.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { dialError, dialPeer, startWireServer, type WireServer } from '../../proxy/wire-peer.ts';

const slow: Toxic = {
  ...{ name: 'slow', type: 'latency', stream: 'downstream', toxicity: 1 },
  attributes: { latency: 1, jitter: 0 },
};

function start() {
  const registry = createSessionRegistry();
  return { registry, fleet: createProxyFleet(registry), [Symbol.asyncDispose]: () => registry.closeAll() };
}

const portOf = ({ listen }: { readonly listen: string }): number => Number(listen.split(':').at(-1));

async function expectRelay(port: number, server: WireServer, host = '127.0.0.1'): Promise<void> {
  const client = await dialPeer(port, host);
  const peer = await server.next();
  peer.send('hello');
  expect(await client.untilText('hello')).toBe('hello');
  client.socket.destroy();
}

describe('a proxy that is created', () => {
  test('relays, and tells the port that it got', async () => {
    await using server = await startWireServer();
    await using bench = start();
    const upstream = `127.0.0.1:${server.port}`;
    const proxy = await bench.fleet.create({ name: 'redis', listen: 'localhost:0', upstream, enabled: true });
    expect(proxy).toEqual({
      name: 'redis',
      listen: expect.stringMatching(/^127\.0\.0\.1:[1-9]/),
      upstream,
      enabled: true,
      toxics: [],
    });
    await expectRelay(portOf(proxy), server);
    expect(bench.fleet.get('redis')).toEqual(proxy);
    expect(bench.fleet.list()).toEqual([proxy]);
    await expect(bench.fleet.create({ ...proxy })).rejects.toMatchObject({
      status: 409,
      message: 'proxy already exists',
    });
    await bench.fleet.remove('redis');
    expect(await dialError(portOf(proxy))).toBe('ECONNREFUSED');
    expect(() => bench.fleet.get('redis')).toThrow(
      expect.objectContaining({ status: 404, message: 'proxy not found' }),
    );
  });

  test.each([
    ['[::1]:0', '::1', /^\[::1\]:[1-9]/],
    [':0', '127.0.0.1', /^(\[::\]|0\.0\.0\.0):[1-9]/],
    ['', '127.0.0.1', /^127\.0\.0\.1:[1-9]/],
  ])('listens at "%s"', async (listen, host, told) => {
    await using server = await startWireServer();
    await using bench = start();
    const upstream = `127.0.0.1:${server.port}`;
    const proxy = await bench.fleet.create({ name: 'one', listen, upstream, enabled: true });
    expect(proxy.listen).toMatch(told);
    await expectRelay(portOf(proxy), server, host);
  });

  test.each([
    ['a name that cannot stand in a URL', { name: 'a/b' }, 'proxy.invalid-name'],
    ['an upstream without a port', { upstream: 'localhost' }, 'target.invalid'],
  ])('is refused with %s', async (_what, given, code) => {
    await using bench = start();
    const fields = { name: 'one', listen: '', upstream: 'localhost:1', enabled: true, ...given };
    await expect(bench.fleet.create(fields)).rejects.toMatchObject({ code });
    expect(bench.fleet.list()).toEqual([]);
  });
});

describe('an update', () => {
  test('turns the port off and on, and leaves the toxics', async () => {
    await using server = await startWireServer();
    await using bench = start();
    const { fleet } = bench;
    const upstream = `127.0.0.1:${server.port}`;
    const proxy = await fleet.create({ name: 'one', listen: 'localhost:0', upstream, enabled: false });
    expect(await dialError(portOf(proxy))).toBe('ECONNREFUSED');
    fleet.rack('one').add(slow);
    expect(await fleet.update({ ...proxy, enabled: true })).toMatchObject({ enabled: true, toxics: [slow] });
    const client = await dialPeer(portOf(proxy));
    await server.next();
    expect(await fleet.update({ ...proxy, enabled: false })).toMatchObject({ enabled: false, toxics: [slow] });
    expect(await client.end()).toBe('reset');
    expect(await dialError(portOf(proxy))).toBe('ECONNREFUSED');
    await fleet.reset();
    expect(fleet.get('one')).toMatchObject({ enabled: true, toxics: [] });
    await expectRelay(portOf(proxy), server);
  });

  test('with another upstream ends the connections and keeps the port and the toxics', async () => {
    await using one = await startWireServer();
    await using other = await startWireServer();
    await using bench = start();
    const { fleet } = bench;
    const proxy = await fleet.create({ name: 'one', listen: ':0', upstream: `127.0.0.1:${one.port}`, enabled: true });
    fleet.rack('one').add(slow);
    const client = await dialPeer(portOf(proxy));
    await one.next();
    const upstream = `127.0.0.1:${other.port}`;
    expect(await fleet.update({ ...proxy, upstream })).toEqual({ ...proxy, upstream, toxics: [slow] });
    await client.end();
    await expectRelay(portOf(proxy), other);
  });

  test('that cannot be done leaves the proxy as it was', async () => {
    await using server = await startWireServer();
    await using bench = start();
    const { fleet } = bench;
    const upstream = `127.0.0.1:${server.port}`;
    const proxy = await fleet.create({ name: 'one', listen: '', upstream, enabled: true });
    fleet.rack('one').add(slow);
    const taken = `127.0.0.1:${server.port}`;
    await expect(fleet.update({ ...proxy, listen: taken })).rejects.toMatchObject({ code: 'port.in-use' });
    await expect(fleet.update({ ...proxy, upstream: 'nowhere' })).rejects.toMatchObject({ code: 'target.invalid' });
    expect(fleet.get('one')).toEqual({ ...proxy, toxics: [slow] });
    await expectRelay(portOf(proxy), server);
  });
});

test('populate creates what is missing, replaces what has another address, and leaves all else alone', async () => {
  await using server = await startWireServer();
  await using bench = start();
  const { fleet } = bench;
  const upstream = `127.0.0.1:${server.port}`;
  const list = [
    { name: 'one', listen: 'localhost:0', upstream, enabled: true },
    { name: 'two', listen: 'localhost:0', upstream, enabled: false },
  ];
  const [one, two] = await fleet.populate(list);
  expect([one, two]).toMatchObject([
    { name: 'one', enabled: true },
    { name: 'two', enabled: false },
  ]);
  fleet.rack('one').add(slow);
  fleet.rack('two').add(slow);
  const client = await dialPeer(portOf(one as { readonly listen: string }));
  const peer = await server.next();
  const again = await fleet.populate([list[0], { ...list[1], upstream: 'localhost:1', enabled: true }] as typeof list);
  expect(again).toMatchObject([
    { ...one, toxics: [slow] },
    { name: 'two', upstream: 'localhost:1', enabled: true, toxics: [] },
  ]);
  peer.send('still there');
  await client.untilText('still there');
  expect(await fleet.populate([])).toEqual([]);

  const bad = { ...list[0], name: 'three' } as (typeof list)[0];
  await expect(fleet.populate([bad, { ...bad, name: 'four', upstream: 'x' }])).rejects.toMatchObject({
    code: 'target.invalid',
  });
  await expect(fleet.populate([bad, { ...bad, name: 'four', listen: 'x' }])).rejects.toMatchObject({ status: 400 });
  expect(fleet.list().map(({ name }) => name)).toEqual(['one', 'two']);
});

test('a proxy that was made elsewhere is one of the fleet, but keeps its address', async () => {
  await using server = await startWireServer();
  await using bench = start();
  const { fleet, registry } = bench;
  await registry.add({ name: 'chat', target: `ws://127.0.0.1:${server.port}/chat`, listen: { host: '::1' } });
  await registry.add({ name: 'raw', target: `tcp://127.0.0.1:${server.port}` });
  expect(fleet.get('raw').upstream).toBe(`127.0.0.1:${server.port}`);
  const chat = fleet.get('chat');
  expect(chat).toMatchObject({
    upstream: `ws://127.0.0.1:${server.port}/chat`,
    listen: expect.stringMatching(/^\[::1\]:/),
  });
  fleet.rack('chat').add(slow);
  expect(await fleet.update({ ...chat, enabled: false })).toMatchObject({ enabled: false, toxics: [slow] });
  await expect(fleet.update({ ...chat, upstream: 'localhost:1' })).rejects.toMatchObject({
    message: 'bad request body: "chat" was not made by this API, which cannot change its "listen" and "upstream"',
  });
});

test('a port that was taken while the proxy was off is told of', async () => {
  await using server = await startWireServer();
  await using bench = start();
  const upstream = `127.0.0.1:${server.port}`;
  const proxy = await bench.fleet.create({ name: 'one', listen: '', upstream, enabled: false });
  const thief = net.createServer();
  await new Promise<void>((resolve) => thief.listen(portOf(proxy), '127.0.0.1', resolve));
  await expect(bench.fleet.update({ ...proxy, enabled: true })).rejects.toMatchObject({ code: 'port.in-use' });
  await new Promise((resolve) => thief.close(resolve));
});
