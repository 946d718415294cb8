import { describe, expect, test } from 'vitest';
import type { ConnectionAction } from '../../src/faults/action.ts';
import type { ConnectionHooks } from '../../src/faults/fault-hooks.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromClient, fromServer, planOf, requestHead, startProxy } from './open-link.ts';
import { onConnections } from './scripted-fault.ts';
import { dialPeer, untilStuck } from './wire-peer.ts';

const atAccept = (...actions: readonly ConnectionAction[]) =>
  planOf(onConnections({ onStart: () => actions }), { connections: { kind: 'new' } });
const onLive = (...actions: readonly ConnectionAction[]) =>
  planOf(onConnections({ onStart: () => actions }), { connections: { kind: 'existing' } });

const unavailable = {
  kind: 'respond',
  answer: { status: 503, reason: 'Busy', headers: [['Retry-After', '1']], body: 'later' },
} as const;

describe('a connection that is ignored', () => {
  test.each([
    ['FIN', 'fin', (socket: { end(): void }) => socket.end()],
    ['RST', 'reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()],
  ] as const)('lets the server go, reads on, sees the %s of the client, and is gone in the end', async (_name, how, finish) => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [onLive({ kind: 'ignore' })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await server.end()).toBe('fin');
    server.socket.end();
    // More than all the buffers on the way hold: it is read.
    await new Promise((resolve) => client.socket.write(Buffer.alloc(32 * 2 ** 20), resolve));
    expect([server.received.length, client.ends, client.received.length]).toEqual([0, [], 0]);
    finish(client.socket);
    await under.seen('end', (event) => event.side === 'client' && event.how === how);
    await under.seen('closed');
    clock.advance(60_000);
    await client.closed();
    await under.seen('gone');
    await under.server.untilLive(0);
    expect([under.proxy.connections, clock.pending]).toEqual([0, 0]);
  });

  test('from the start never shows itself to a server', async () => {
    await using under = await startProxy({ faults: [atAccept({ kind: 'ignore' })] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    await new Promise((resolve) => client.socket.write(Buffer.alloc(8 * 2 ** 20), resolve));
    expect([under.server.accepted, client.ends, under.events.map(({ kind }) => kind)]).toEqual([
      0,
      [],
      ['fault-start', 'accept', 'injected'],
    ]);
  });

  test('in the middle of what the client cannot get rid of reads it all', async () => {
    await using under = await startProxy({ faults: [onLive({ kind: 'ignore' })] });
    const { client, server } = await under.open();
    server.socket.pause();
    client.send(encodeFrame({ opcode: 2, payload: new Uint8Array(48 * 2 ** 20) }));
    await untilStuck(client.socket);
    under.proxy.begin();
    await new Promise<void>((resolve) => client.socket.write('', () => resolve()));
    expect([client.ends, client.socket.writableLength]).toEqual([[], 0]);
  });
});

describe('an answer of a fault', () => {
  test('that was given before the request comes with the request, and the server is never dialled', async () => {
    await using under = await startProxy({ faults: [atAccept(unavailable)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead.slice(0, 40));
    await under.seen('injected');
    expect(client.received.length).toBe(0);
    client.send(requestHead.slice(40));
    expect(await client.end()).toBe('fin');
    const [head, body] = client.received.toString().split('\r\n\r\n');
    expect([head?.split('\r\n')[0], head?.includes('Retry-After: 1'), body]).toEqual([
      'HTTP/1.1 503 Busy',
      true,
      'later',
    ]);
    expect([under.server.accepted, (await under.seen('answer')).status]).toEqual([0, 503]);
    client.socket.end();
    await under.seen('closed');
  });
});

describe('a connection that is postponed', () => {
  const later = (ms: number) =>
    planOf(onConnections({ onStart: (now) => [{ kind: 'postpone', until: now + ms }] }), {
      connections: { kind: 'new' },
    });

  test('is served when it is time, with all that came meanwhile, its end too', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [later(500)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    client.send(fromClient('early'));
    client.socket.end();
    await under.seen('injected');
    clock.advance(499);
    expect(under.server.accepted).toBe(0);
    clock.advance(1);
    const server = await under.server.next();
    expect(await server.end()).toBe('fin');
    expect(server.received).toEqual(Buffer.concat([Buffer.from(requestHead), fromClient('early')]));
    server.socket.end();
    expect(await client.end()).toBe('fin');
    await under.server.untilLive(0);
    await under.seen('closed');
  });

  test('leaves nothing of clients that went away meanwhile, and shows them to no server', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [later(500)] });
    under.proxy.begin();
    for (let id = 1; id <= 20; id++) {
      const client = await dialPeer(under.proxy.port);
      client.socket.resetAndDestroy();
      await under.seen('closed', ({ connection }) => connection === id);
    }
    expect([under.proxy.connections, clock.pending, under.server.accepted]).toEqual([0, 0, 0]);
    clock.advance(1_000);
    expect(under.events.filter(({ kind }) => kind === 'closed')).toHaveLength(20);
  });

  test('leaves nothing of clients that sent something before they went away', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [later(500)] });
    under.proxy.begin();
    for (let id = 1; id <= 20; id++) {
      const client = await dialPeer(under.proxy.port);
      await under.seen('injected', ({ connection }) => connection === id);
      await new Promise((resolve) => client.socket.write(requestHead, resolve));
      client.socket.resetAndDestroy();
    }
    // Who sends and goes is only found out when what was sent is read.
    clock.advance(500);
    for (let id = 1; id <= 20; id++) await under.seen('gone', ({ connection }) => connection === id);
    expect([under.proxy.connections, clock.pending]).toEqual([0, 0]);
  });

  test('goes at once when the proxy is closed', async () => {
    const clock = createManualClock();
    await using under = await startProxy({ clock, faults: [later(500)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    await under.seen('injected');
    await under.proxy.close();
    await client.closed();
    clock.advance(1_000);
    expect([under.proxy.connections, clock.pending, under.server.accepted]).toEqual([0, 0, 0]);
  });
});

describe('a peer that is not read', () => {
  const stuckFrame = encodeFrame({ opcode: 2, payload: Buffer.alloc(48 * 2 ** 20, 'x') });

  test.each([
    ['client', 'server'],
    ['server', 'client'],
  ] as const)('the %s, gets stuck while the other way flows, and loses nothing when it is read on', async (side, otherSide) => {
    const hooks: ConnectionHooks = {
      onStart: () => [{ kind: 'stop-reading', side }],
      onLift: () => [{ kind: 'read-on', side }],
    };
    await using under = await startProxy({ faults: [planOf(onConnections(hooks))] });
    const link = await under.open();
    const [stopped, other] = [link[side], link[otherSide]];
    under.proxy.begin();
    stopped.send(stuckFrame);
    await untilStuck(stopped.socket);
    expect([stopped.socket.writableLength > 0, other.received.length]).toEqual([true, 0]);
    other.send(fromServer('passes'));
    await stopped.untilText('passes');
    under.proxy.lift('scripted');
    expect(Buffer.compare(await other.untilLength(stuckFrame.length), stuckFrame)).toBe(0);
  });

  test('from the start is not even asked what it wants', async () => {
    const hooks: ConnectionHooks = {
      onStart: () => [{ kind: 'stop-reading', side: 'client' }],
      onLift: () => [{ kind: 'read-on', side: 'client' }],
    };
    await using under = await startProxy({ faults: [planOf(onConnections(hooks))] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    // What goes the other way shows that the request has had its time.
    server.send('HTTP/1.1 102 Processing\r\n\r\n');
    await client.untilText('102 Processing\r\n\r\n');
    expect([server.received.length, under.events.some(({ kind }) => kind === 'handshake')]).toEqual([0, false]);
    under.proxy.lift('scripted');
    expect(await server.untilText('\r\n\r\n')).toBe(requestHead);
  });
});
