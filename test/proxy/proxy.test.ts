import { describe, expect, test } from 'vitest';
import type { WschaosError } from '../../src/base/error.ts';
import { blackhole } from '../../src/faults/blackhole.ts';
import { close } from '../../src/faults/close.ts';
import { drop } from '../../src/faults/drop.ts';
import { latency } from '../../src/faults/latency.ts';
import { pause } from '../../src/faults/pause.ts';
import { refuse } from '../../src/faults/refuse.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { everyConnection, fromClient, fromServer, planOf, requestHead, startProxy } from './open-link.ts';
import { triggerOf, whenever } from './trigger-of.ts';
import { dialError, dialPeer } from './wire-peer.ts';

const withHeader = (line: string): string => requestHead.replace('\r\n\r\n', `\r\n${line}\r\n\r\n`);

describe('a proxy', () => {
  test.each([
    ['ws://127.0.0.1:9/chat?room=1', '127.0.0.1', /^ws:\/\/127\.0\.0\.1:\d+\/chat\?room=1$/],
    ['wss://example.test/live', '127.0.0.1', /^ws:\/\/127\.0\.0\.1:\d+\/live$/],
    ['https://example.test', '127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+\/$/],
    ['tcp://127.0.0.1:1883', '127.0.0.1', /^tcp:\/\/127\.0\.0\.1:\d+$/],
    ['ws://127.0.0.1:9/', '::1', /^ws:\/\/\[::1\]:\d+\/$/],
  ])('in front of %s tells what to dial', async (target, host, expected) => {
    await using proxy = await createProxy({ target, clock: realClock, listen: { host, port: 0 } });
    expect(proxy.url).toMatch(expected);
    expect([proxy.host, proxy.url.includes(String(proxy.port))]).toEqual([host, true]);
  });

  test.each([
    ['nonsense', 'target.invalid'],
    ['ws://127.0.0.1:9', 'port.in-use'],
  ])('for the target %s can be refused: %s', async (target, code) => {
    await using under = await startProxy();
    const listen = { host: '127.0.0.1', port: under.proxy.port };
    const error = await createProxy({ target, clock: realClock, listen }).then(
      () => undefined,
      (thrown: WschaosError) => thrown.code,
    );
    expect(error).toBe(code);
  });

  test('that closes leaves no port and no socket, whatever its connections are doing', async () => {
    const faults = [planOf(blackhole, { connections: { kind: 'matching', ...everyConnection, first: 3 } })];
    // As servers do, but wire servers do not: answer a FIN with a FIN.
    await using under = await startProxy({ faults }, ({ socket }) => socket.once('end', () => socket.end()));
    for (let index = 0; index < 6; index++) await under.open();
    await dialPeer(under.proxy.port);
    const half = await dialPeer(under.proxy.port);
    half.send('GET / HT');
    const plain = await dialPeer(under.proxy.port);
    plain.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await under.seen('plain-http');
    under.proxy.begin();
    await under.proxy.close();
    await under.proxy.close();
    await under.server.untilLive(0);
    expect(under.proxy.connections).toBe(0);
    expect(await dialError(under.proxy.port)).toBe('ECONNREFUSED');
    expect(under.events.some(({ kind }) => kind === 'fault-end')).toBe(false);
  });

  test('leaves nothing behind when one side after the other is killed', async () => {
    await using under = await startProxy();
    for (let round = 0; round < 30; round++) {
      const { client, server } = await under.open();
      const one = round % 2 === 0 ? client : server;
      if (round % 3 === 0) one.socket.destroy();
      else one.socket.resetAndDestroy();
      const other = one === client ? server : client;
      await other.end();
      other.socket.destroy();
    }
    await under.server.untilLive(0);
    for (let round = 1; round <= 30; round++) await under.seen('closed', ({ connection }) => connection === round);
    expect(under.proxy.connections).toBe(0);
  });

  test('sets headers on the request, and leaves the Host to the client where the server is local', async () => {
    await using under = await startProxy({ headers: { 'X-Wschaos': '1' } });
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    expect(await server.untilText('\r\n\r\n')).toBe(withHeader('X-Wschaos: 1'));
  });

  test('tells when its port was taken while it was closed', async () => {
    await using under = await startProxy({ faults: [planOf(refuse)] });
    under.proxy.begin();
    await using thief = await createProxy({
      target: 'tcp://127.0.0.1:9',
      clock: realClock,
      listen: { host: '127.0.0.1', port: under.proxy.port },
    });
    under.proxy.lift('refuse');
    const { why } = await under.seen('disturbed');
    expect(why).toBe(
      `the port ${thief.port} was taken: listen EADDRINUSE: address already in use 127.0.0.1:${thief.port}`,
    );
  });
});

describe('two faults that refuse at a time', () => {
  test('keep the port closed until the last of them is over', async () => {
    await using under = await startProxy({ faults: [planOf(refuse, { id: 'a' }), planOf(refuse, { id: 'b' })] });
    under.proxy.begin();
    under.proxy.lift('a');
    await under.seen('fault-end', ({ fault }) => fault === 'a');
    expect(await dialError(under.proxy.port)).toBe('ECONNREFUSED');
    under.proxy.lift('b');
    await under.seen('fault-end', ({ fault }) => fault === 'b');
    const link = await under.open();
    expect(link.client.ends).toEqual([]);
    expect(under.events.filter(({ kind }) => kind === 'disturbed')).toEqual([]);
  });
});

describe('a fault of a running proxy', () => {
  test('draws anew each time that it strikes', async () => {
    const every = whenever('message', { every: 1, direction: 'to-server' });
    const cut = planOf(close, { start: every, probability: 0.5, with: { code: 1001, then: 'open' } });
    await using under = await startProxy({ faults: [cut] });
    under.proxy.begin();
    const { client, server } = await under.open();
    const message = fromClient('x');
    for (let count = 1; count <= 40; count++) {
      client.send(message);
      await server.untilLength(count * message.length);
    }
    const strikes = under.events.filter(({ kind }) => kind === 'injected').length;
    // All or none at a probability of one half, forty times over, would be no chance.
    expect(strikes).toBeGreaterThan(0);
    expect(strikes).toBeLessThan(40);
  });

  test('can be armed, lifted by its id, and knows when something is still to come', async () => {
    await using under = await startProxy();
    under.proxy.begin();
    under.proxy.arm(planOf(reject, { start: { kind: 'at', offsetMs: 20 }, lifetime: { kind: 'for', durationMs: 30 } }));
    expect(under.proxy.isScheduled).toBe(true);
    const started = await under.seen('fault-start');
    const ended = await under.seen('fault-end');
    expect(ended.t - started.t).toBeGreaterThanOrEqual(30);
    expect(under.proxy.isScheduled).toBe(false);
    under.proxy.arm(planOf(pause, { id: 'hold' }));
    under.proxy.arm(planOf(latency, { id: 'slow' }));
    under.proxy.lift('hold');
    under.proxy.liftAll();
    expect(under.events.filter(({ kind }) => kind === 'fault-end')).toHaveLength(3);
  });

  test('starts at what only the outside knows', async () => {
    await using under = await startProxy({ faults: [planOf(reset, { start: whenever('loss') })] });
    const { client } = await under.open();
    under.proxy.signal('ready', 1);
    under.proxy.signal('loss', 1);
    expect(await client.end()).toBe('reset');
  });

  test.each([
    ['the third message to the client', whenever('message', { nth: 3, direction: 'to-client' }), 3],
    ['a message that says so', whenever('message', { match: { text: 'message 2' } }), 2],
    ['a ping', whenever('ping'), 4],
  ] as const)('started by %s acts behind that frame and before the next', async (_what, start, last) => {
    await using under = await startProxy({
      faults: [planOf(close, { with: { code: 4000, then: 'fin' }, start })],
    });
    const { client, server } = await under.open();
    const frames = [1, 2, 3].map((index) => fromServer(`message ${index}`));
    server.send(Buffer.concat([...frames, fromServer('', opcodes.ping), ...frames]));
    expect(await client.end()).toBe('fin');
    const expected = Buffer.concat([...frames, fromServer('', opcodes.ping)].slice(0, last));
    expect(client.received.subarray(0, -4)).toEqual(expected);
    expect(client.received.subarray(-4).toString('hex')).toBe('88020fa0');
  });

  test('started by every other open connection cuts it each time', async () => {
    await using under = await startProxy({ faults: [planOf(reset, { start: whenever('open', { every: 2 }) })] });
    for (let round = 0; round < 3; round++) {
      const first = await under.open();
      const second = await dialPeer(under.proxy.port);
      second.send(requestHead);
      const server = await under.server.next();
      await server.untilText('\r\n\r\n');
      server.send('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      expect([await first.client.end(), await second.end()]).toEqual(['reset', 'reset']);
    }
  });

  test('until an event holds that long', async () => {
    const until = { kind: 'until', trigger: triggerOf('pong', { direction: 'to-server' }) } as const;
    await using under = await startProxy({ faults: [planOf(drop, { with: { frames: 'text' }, lifetime: until })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    server.send(fromServer('dropped'));
    await under.seen('affected');
    client.send(fromClient('', opcodes.pong));
    await server.untilLength(6);
    await under.seen('fault-end');
    server.send(fromServer('passes'));
    expect(await client.untilLength(8)).toEqual(Buffer.from(fromServer('passes')));
  });

  test.each([
    ['the second', { nth: 2 }, [false, true, false]],
    ['the first two', { first: 2 }, [true, true, false]],
    ['those of a path', { path: '/b*' }, [false, true, false]],
    ['those with a header', { header: { 'x-user': 'c' } }, [false, false, true]],
    ['those of a client', { client: 3 }, [false, false, true]],
  ] as const)('on %s of the connections cuts no other', async (_what, given, expected) => {
    const connections = { kind: 'matching', ...everyConnection, ...given } as const;
    await using under = await startProxy({
      faults: [planOf(reset, { connections })],
      clientOf: ({ request, remotePort }) => (remotePort > 0 && request?.headers['x-user'] === 'c' ? 3 : undefined),
    });
    const links = [];
    for (const name of ['a', 'b', 'c']) {
      links.push(await under.open(withHeader(`X-User: ${name}`).replace('/chat?room=1', `/${name}${name}`)));
    }
    under.proxy.begin();
    for (const [index, { client, server }] of links.entries()) {
      if (expected[index]) expect(await client.end()).toBe('reset');
      else {
        client.send(fromClient('alive'));
        await server.untilLength(11);
      }
    }
    expect(links.map(({ client }) => client.ends.length > 0)).toEqual(expected);
  });

  test('on new connections of a client that its request names meets them before the server answers', async () => {
    const connections = { kind: 'matching', ...everyConnection, client: 2 } as const;
    await using under = await startProxy({
      faults: [planOf(reject, { connections })],
      clientOf: ({ request }) => (request === undefined ? undefined : Number(request.headers['x-client'])),
    });
    under.proxy.begin();
    const rejected = await dialPeer(under.proxy.port);
    rejected.send(withHeader('X-Client: 2'));
    expect(await rejected.untilText('\r\n')).toBe('HTTP/1.1 503 Service Unavailable\r\n');
    await under.open(withHeader('X-Client: 1'));
  });
});
