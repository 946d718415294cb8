import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startProxy } from '../../src/runner/start-proxy.ts';
import { startServer } from '../../src/server/start-server.ts';
import { dial } from '../server/dial.ts';

const startEcho = () => startServer({ kind: 'echo', clock: realClock });

test('without a fault it is as if it were not there', async () => {
  await using server = await startEcho();
  await using proxy = await startProxy({ target: `${server.url}/chat?room=1` });
  expect(proxy.url).toBe(`ws://${proxy.host}:${proxy.port}/chat?room=1`);
  await using client = await dial(proxy.url);
  client.socket.send('hello');
  expect(await client.message(1)).toBe('hello');
  expect(proxy.connections).toBe(1);
});

test('it can speak TLS, and tells whom a client must trust', async () => {
  await using server = await startEcho();
  await using proxy = await startProxy({ target: server.url, listen: { tls: 'self-signed' } });
  expect(proxy.url).toBe(`wss://${proxy.host}:${proxy.port}/`);
  await using client = await dial(proxy.url, { ca: proxy.ca });
  client.socket.send('hello');
  expect(await client.message(1)).toBe('hello');
  using _expired = proxy.inject({ fault: 'tls', with: { mode: 'expired' } });
  const refused = new WebSocket(proxy.url, { ca: proxy.ca });
  expect(await once(refused, 'error')).toMatchObject([{ code: 'CERT_HAS_EXPIRED' }]);
});

test('a server elsewhere is dialled where that is permitted alone', async () => {
  const target = 'wss://ws.example.com';
  await expect(startProxy({ target })).rejects.toMatchObject({ code: 'target.remote' });
  await using proxy = await startProxy({ target, allowRemote: true });
  expect(proxy.connections).toBe(0);
});

test('an option that is none is refused, and a list where one fault is meant', async () => {
  const slip = { target: 'ws://127.0.0.1:9', lisen: { port: 1 } };
  await expect(startProxy(slip)).rejects.toMatchObject({
    code: 'option.invalid',
    message: 'startProxy: no option "lisen" (did you mean "listen"?)',
  });
  await using proxy = await startProxy({ target: 'ws://127.0.0.1:9' });
  const inject = (given: unknown) => () => proxy.inject(given as { readonly fault: string });
  expect(inject([{ fault: 'reset' }])).toThrow('inject takes one fault such as { fault: "reset" }, not a list');
  expect(inject('reset')).toThrow('inject takes one fault such as { fault: "reset" }, not reset');
});

test('without TLS there is nobody to trust, and no fault of TLS', async () => {
  await using server = await startEcho();
  await using proxy = await startProxy({ target: server.url });
  expect(proxy.ca).toBeUndefined();
  expect(() => proxy.inject({ fault: 'tls', with: { mode: 'expired' } })).toThrow(
    '"tls" needs a listener with TLS; write listen: { tls: self-signed }',
  );
});

describe('a fault that is thrown in', () => {
  test('acts before `inject` returns, and is over when it is lifted', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    const down = proxy.inject({ fault: 'refuse' });
    const refused = new WebSocket(proxy.url);
    expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    down.lift();
    await using _client = await dial(proxy.url);
    down.lift();
  });

  test('is over before what its end sets free is delivered, and tells so behind it', async () => {
    await using server = await startEcho();
    const events: ProxyEvent[] = [];
    await using proxy = await startProxy({ target: server.url, onEvent: (event) => events.push(event) });
    await using client = await dial(proxy.url);
    const held = proxy.inject({ fault: 'pause', direction: 'to-client' });
    client.socket.send('hello');
    await expect.poll(() => events.filter(({ kind }) => kind === 'frame')).toHaveLength(2);
    held.lift();
    const told = events.filter(({ kind }) => kind === 'delivered' || kind === 'fault-end');
    expect(told.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'fault-end']);
    const [asked, answered, ended] = told.map(({ t }) => t) as [number, number, number];
    expect(ended).toBeGreaterThan(asked);
    expect(answered).toBeGreaterThan(ended);
  });

  test('is over at the end of its scope', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    await using client = await dial(proxy.url);
    {
      using silence = proxy.inject({ fault: 'drop', with: { frames: 'text' }, direction: 'to-client' });
      expect(silence.id).toBe('drop-1');
      client.socket.send('unheard');
      client.socket.ping();
      await once(client.socket, 'pong');
    }
    client.socket.send('heard');
    expect(await client.message(1)).toBe('heard');
  });

  test('is over when its time is', async () => {
    await using server = await startEcho();
    const events: ProxyEvent[] = [];
    await using proxy = await startProxy({ target: server.url, onEvent: (event) => events.push(event) });
    await using client = await dial(proxy.url);
    proxy.inject({ id: 'hold', fault: 'pause', for: '100ms' });
    const sentAt = realClock.now();
    client.socket.send('late');
    expect(await client.message(1)).toBe('late');
    expect(realClock.now() - sentAt).toBeGreaterThanOrEqual(95);
    const told = events.flatMap((event) => ('fault' in event ? [`${event.kind} ${event.fault}`] : []));
    expect(told).toEqual(expect.arrayContaining(['fault-start hold', 'injected hold', 'fault-end hold']));
  });

  test('and all others are over when they are cleared, also those still to begin', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    await using client = await dial(proxy.url);
    proxy.inject({ fault: 'blackhole' });
    proxy.inject({ fault: 'reset', at: '50ms' });
    proxy.inject({ id: 'on-message', fault: 'reset', when: { event: 'message' } });
    proxy.clear();
    client.socket.send('alive');
    expect(await client.message(1)).toBe('alive');
    proxy.inject({ id: 'on-message', fault: 'disconnect', when: { event: 'message' } });
    client.socket.send('the last one');
    await once(client.socket, 'close');
  });

  test('cuts what is there, as often as it is wanted', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    for (let round = 0; round < 3; round++) {
      await using client = await dial(proxy.url);
      const closed = once(client.socket, 'close');
      proxy.inject({ id: 'cut', fault: 'reset' });
      expect((await closed)[0]).toBe(1006);
    }
  });

  test.each([
    ['of no known type', { fault: 'rest' }, 'unknown fault "rest" (did you mean "reset"?)'],
    [
      'with two slips',
      { fault: 'latency', with: { dely: '5ms' }, form: '1s' },
      'missing key "delay" in faults[0].with; expected a duration such as "500ms"; unknown key "dely" in faults[0].with (did you mean "delay"?); unknown key "form" in faults[0] (did you mean "for"?)',
    ],
    [
      'on a process, which a proxy alone does not start,',
      { fault: 'server', with: { action: 'kill' } },
      `"server" acts on the server's process, so the target must be a command: target: { command: [...], url: ... }`,
    ],
    ['with the id of one that is there', { id: 'mine', fault: 'pause' }, 'a fault with the id "mine" is there already'],
  ])('%s is refused, and changes nothing', async (_what, entry, message) => {
    await using server = await startEcho();
    await using proxy = await startProxy({
      target: server.url,
      faults: [{ id: 'mine', fault: 'latency', with: { delay: '1ms' } }],
    });
    expect(() => proxy.inject(entry)).toThrow(expect.objectContaining({ code: 'fault.invalid', message }));
    await using client = await dial(proxy.url);
    client.socket.send('hello');
    expect(await client.message(1)).toBe('hello');
  });

  test('gets an id that is free', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    proxy.inject({ id: 'pause-1', fault: 'pause' });
    expect(proxy.inject({ fault: 'pause' }).id).toBe('pause-2');
  });

  test('after the end is refused', async () => {
    await using server = await startEcho();
    const proxy = await startProxy({ target: server.url });
    await proxy.close();
    expect(() => proxy.inject({ fault: 'reset' })).toThrow(
      expect.objectContaining({
        code: 'proxy.closed',
        message: 'the proxy is closed; no fault can act on it any more',
      }),
    );
  });
});

test('faults that it starts with count from its start, and may be chained', async () => {
  await using server = await startEcho();
  const started: string[] = [];
  await using _proxy = await startProxy({
    target: server.url,
    faults: [
      { id: 'slow', fault: 'latency', with: { delay: '1ms' }, at: '20ms', for: '20ms' },
      { id: 'then', fault: 'pause', when: { event: 'fault-end', fault: 'slow' } },
    ],
    onEvent: (event) => event.kind === 'fault-start' && started.push(event.fault),
  });
  await expect.poll(() => started).toEqual(['slow', 'then']);
});

describe('it is not started', () => {
  test.each([
    ['for a target that is no URL', { target: 'localhost' }, 'target.invalid', '"localhost" is not a URL'],
    [
      'for a protocol that it does not speak',
      { target: 'ftp://a.b' },
      'target.invalid',
      'unknown protocol "ftp://" of target ftp://a.b',
    ],
    [
      'with a fault that is none',
      { target: 'ws://127.0.0.1:9', faults: [{ fault: 'nope' }] },
      'fault.invalid',
      expect.stringMatching(/^unknown fault "nope"/),
    ],
  ])('%s', async (_what, options, code, message) => {
    await expect(startProxy(options)).rejects.toMatchObject({ code, message });
  });

  test('on a port that is taken', async () => {
    await using server = await startEcho();
    await using proxy = await startProxy({ target: server.url });
    const { host, port } = proxy;
    await expect(startProxy({ target: server.url, listen: { host, port } })).rejects.toMatchObject({
      code: 'port.in-use',
      message: `port ${port} on ${host} is in use`,
    });
  });
});

test('at its end no port, no socket and no timer is left', async () => {
  await using server = await startEcho();
  const proxy = await startProxy({ target: server.url });
  const client = new WebSocket(proxy.url);
  await once(client, 'open');
  proxy.inject({ fault: 'blackhole', for: '1h' });
  proxy.inject({ fault: 'reset', at: '1h' });
  const closed = once(client, 'close');
  await proxy.close();
  await proxy.close();
  await closed;
  await expect.poll(() => server.connections).toBe(0);
  const late = connect(proxy.port, proxy.host);
  expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
});
