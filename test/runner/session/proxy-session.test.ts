import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { realClock } from '../../../src/runner/real-clock.ts';
import type { LogEntry } from '../../../src/runner/session/log-entry.ts';
import { createProxySession, type ProxySession } from '../../../src/runner/session/proxy-session.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { startClient } from '../../fixtures/reconnecting-client.ts';
import { dial } from '../../server/dial.ts';

const startEcho = () => startServer({ kind: 'echo', clock: realClock });
const kindsOf = ({ log }: ProxySession): readonly LogEntry['kind'][] =>
  log.since(0, 'events').entries.map(({ kind }) => kind);

test('it relays, and tells of its connections and what they carry', async () => {
  await using server = await startEcho();
  await using session = await createProxySession({ name: 'chat', target: `${server.url}/room` });
  expect(session).toMatchObject({ name: 'chat', target: `${server.url}/room`, enabled: true, host: '127.0.0.1' });
  await using client = await dial(session.url);
  client.socket.send('hello');
  expect(await client.message(1)).toBe('hello');
  await expect
    .poll(() => session.connections())
    .toMatchObject([
      { id: 1, state: 'open', path: '/room', toServer: { frames: 1, bytes: 11 }, toClient: { frames: 1, bytes: 7 } },
    ]);
  expect(kindsOf(session)).toEqual(['accepted', 'open']);
  const frames = session.log.since(0, 'frames').entries;
  expect(frames).toMatchObject([
    { kind: 'frame', direction: 'to-server', opcode: 'text', length: 5, delivered: true },
    { kind: 'frame', direction: 'to-client', opcode: 'text', length: 5, delivered: true },
  ]);
  expect(frames.every((frame) => !('payload' in frame))).toBe(true);
});

test('where the log keeps no frames none is told, and all else is', async () => {
  await using server = await startEcho();
  await using session = await createProxySession({ name: 'chat', target: server.url, log: { maxFrames: 0 } });
  await using client = await dial(session.url);
  client.socket.send('hello');
  expect(await client.message(1)).toBe('hello');
  await expect.poll(() => session.totals.toClient.frames).toBe(1);
  expect(session.log.since(0)).toMatchObject({ entries: [{ kind: 'accepted' }, { kind: 'open' }], hasGap: false });
});

test('payloads are kept when they are asked for', async () => {
  await using server = await startEcho();
  await using session = await createProxySession({ name: 'chat', target: server.url, payloads: true });
  await using client = await dial(session.url);
  client.socket.send('<script>alert(1)</script>');
  await client.message(1);
  await expect
    .poll(() => session.log.since(0, 'frames').entries)
    .toMatchObject([
      { payload: { text: '<script>alert(1)</script>' } },
      { payload: { text: '<script>alert(1)</script>' } },
    ]);
});

describe('a fault that is thrown in', () => {
  test('is measured: how long the client took to notice, and to be back', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    await using _client = startClient(session.url, { heartbeatMs: 60 });
    await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(1);
    const quiet = session.inject({ fault: 'blackhole', connections: 'existing' });
    expect(quiet).toMatchObject({ id: 'blackhole-1', type: 'blackhole', state: 'active', remainingMs: null });
    expect(session.faults()).toMatchObject([{ id: 'blackhole-1', state: 'active' }]);
    await expect.poll(() => session.measurements()[0]?.verdict).toBe('recovered');
    session.lift('blackhole-1');
    expect(kindsOf(session)).toEqual(expect.arrayContaining(['fault', 'detected', 'lifted', 'reopened']));
    const [measured] = session.measurements();
    expect(measured).toMatchObject({ number: 1, fault: 'blackhole-1', isFinal: false, entry: { fault: 'blackhole' } });
    expect(measured?.samples.detection).toBeGreaterThan(30);
    expect(measured?.samples.recovery).toEqual(expect.any(Number));
    expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
    expect(session.faults()).toEqual([]);
  });

  test('heals by itself when its time is over, and tells how much of it is left', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    const { remainingMs } = session.inject({ id: 'brief', fault: 'latency', with: { delay: '1ms' }, for: '150ms' });
    expect(remainingMs).toBeGreaterThan(100);
    expect(session.fault('brief').remainingMs).toBeLessThanOrEqual(150);
    await expect.poll(() => session.faults()).toEqual([]);
    expect(kindsOf(session)).toEqual(['fault', 'lifted']);
  });

  test('may wait, and is cleared with all others', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    session.inject({ id: 'later', fault: 'reset', at: '1h' });
    session.inject({ id: 'now', fault: 'blackhole' });
    expect(session.faults().map(({ id, state }) => `${id} ${state}`)).toEqual(['later waiting', 'now active']);
    session.clear();
    expect(session.faults()).toEqual([]);
    expect(session.measurements()).toHaveLength(2);
  });

  test('may not have the id of one that is there', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    session.inject({ id: 'x', fault: 'blackhole' });
    expect(() => session.inject({ id: 'x', fault: 'reset' })).toThrow('a fault with the id "x" is there already');
    expect(() => session.inject({ id: 'switched-off', fault: 'reset' })).toThrow('is there already');
  });

  test('is refused with every problem where it is wrong', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    expect.assertions(2);
    try {
      session.inject({ fault: 'latency', with: { delay: 5 }, for: 'long', tone: 1 });
    } catch (error) {
      expect(error).toMatchObject({ code: 'fault.invalid' });
      expect((error as { problems: readonly string[] }).problems).toHaveLength(3);
    }
  });
});

test('one connection is reset, and the others stay', async () => {
  await using server = await startEcho();
  await using session = await createProxySession({ name: 'chat', target: server.url });
  await using first = await dial(session.url);
  await using second = await dial(session.url);
  session.resetConnection(1);
  await once(first.socket, 'close');
  second.socket.send('here');
  expect(await second.message(1)).toBe('here');
  await expect.poll(() => session.connections().map(({ id }) => id)).toEqual([2]);
  expect(() => session.resetConnection(1)).toThrow('no connection 1 is up');
});

test('what is not there cannot be lifted', async () => {
  await using server = await startEcho();
  await using session = await createProxySession({ name: 'chat', target: server.url });
  expect(() => session.lift('x')).toThrow('no fault "x" is there, or it is over');
  expect(() => session.fault('x')).toThrow('no fault "x" is there, or it is over');
});

describe('a proxy that is disabled', () => {
  test('refuses and has no connection; enabled again, it has the same port and the same faults', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    await using client = await dial(session.url);
    session.inject({ id: 'slow', fault: 'latency', with: { delay: '1ms' } });
    session.disable();
    expect(session.enabled).toBe(false);
    await once(client.socket, 'close');
    const refused = new WebSocket(session.url);
    expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    session.clear();
    session.inject({ id: 'slow', fault: 'latency', with: { delay: '2ms' } });
    expect(session.enabled).toBe(false);
    await session.enable();
    await using again = await dial(session.url);
    again.socket.send('back');
    expect(await again.message(1)).toBe('back');
    expect(session.faults().map(({ id }) => id)).toEqual(['slow']);
    expect(kindsOf(session)).toEqual(expect.arrayContaining(['disabled', 'enabled']));
    expect(session.log.since(0, 'events').entries.filter((one) => 'fault' in one)).toHaveLength(3);
  });

  test('can be started so', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url, enabled: false });
    const refused = new WebSocket(session.url);
    expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    await session.enable();
    await using _client = await dial(session.url);
  });

  test('is measured like any fault', async () => {
    await using server = await startEcho();
    await using session = await createProxySession({ name: 'chat', target: server.url });
    await using _client = startClient(session.url);
    await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(0);
    session.disable();
    await expect.poll(() => session.connections()).toEqual([]);
    await session.enable();
    await expect.poll(() => session.measurements().map(({ verdict }) => verdict)).toEqual(['recovered', 'recovered']);
  });
});

test('faults that it is started with act from the start, or from the first connection on', async () => {
  await using server = await startEcho();
  const faults = [{ id: 'cut', fault: 'reset', at: '20ms' }];
  await using early = await createProxySession({ name: 'a', target: server.url, faults });
  await using late = await createProxySession({ name: 'b', target: server.url, faults, origin: 'first-open' });
  await expect.poll(() => kindsOf(early)).toEqual(['fault']);
  expect(late.faults()).toMatchObject([{ id: 'cut', state: 'waiting' }]);
  await using client = await dial(late.url);
  await once(client.socket, 'close');
  await expect.poll(() => kindsOf(late)).toEqual(['accepted', 'open', 'fault', 'closed']);
});

test.each([
  ['a name that is none', { name: '../x', target: 'ws://127.0.0.1:1' }, 'proxy.invalid-name'],
  ['a target that is none', { name: 'a', target: 'gopher://x' }, 'target.invalid'],
  ['a fault that is none', { name: 'a', target: 'ws://127.0.0.1:1', faults: [{ fault: 'nosuch' }] }, 'fault.invalid'],
])('%s is refused', async (_what, options, code) => {
  await expect(createProxySession(options)).rejects.toMatchObject({ code });
});

test('once it is closed nothing is thrown in any more', async () => {
  await using server = await startEcho();
  const session = await createProxySession({ name: 'chat', target: server.url });
  await session.close();
  await session.close();
  expect(() => session.inject({ fault: 'reset' })).toThrow('the proxy is closed');
});

test('a saved scenario dials the server as the session did', async () => {
  const target = 'wss://127.0.0.1:1/';
  await using session = await createProxySession({ name: 'a', target, headers: { 'x-key': 'secret' } });
  session.inject({ fault: 'reset' });
  const text = session.exportScenario();
  expect(text).toContain(`headers:\n    x-key: \${env.X_KEY}\n`);
  expect(text).not.toContain('secret');
});
