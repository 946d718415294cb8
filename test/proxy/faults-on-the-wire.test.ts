import { describe, expect, test } from 'vitest';
import { close } from '../../src/faults/close.ts';
import { disconnect } from '../../src/faults/disconnect.ts';
import { refuse } from '../../src/faults/refuse.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { fromClient, fromServer, maskKey, planOf, requestHead, startProxy } from './open-link.ts';
import { dialError, dialPeer, type WirePeer } from './wire-peer.ts';

/** Keeps both directions busy until the socket is gone. */
function chatter({ client, server }: { readonly client: WirePeer; readonly server: WirePeer }): void {
  for (const [peer, bytes] of [
    [client, fromClient('up')],
    [server, fromServer('down')],
  ] as const) {
    const push = (): void => {
      if (!peer.socket.destroyed && peer.socket.writable) peer.socket.write(bytes, () => setImmediate(push));
    };
    push();
  }
}

const closeFrame = (code: number, reason: string): Buffer =>
  Buffer.from(encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(code, reason) }));

describe('refuse', () => {
  test('gives dials a real ECONNREFUSED, lets live connections live, and opens the same port again', async () => {
    await using under = await startProxy({ faults: [planOf(refuse)] });
    const { client, server } = await under.open();
    const { port } = under.proxy;
    under.proxy.begin();
    expect(await Promise.all(Array.from({ length: 20 }, () => dialError(port)))).toEqual(
      Array(20).fill('ECONNREFUSED'),
    );
    client.send(fromClient('alive'));
    await server.untilLength(11);
    under.proxy.lift('refuse');
    await under.seen('fault-end');
    expect(under.proxy.port).toBe(port);
    const again = await under.open();
    again.server.send(fromServer('back'));
    await again.client.untilText('back');
    expect(under.events.filter(({ kind }) => kind === 'injected')).toMatchObject([{ connection: undefined }]);
  });
});

describe.each([
  ['idle', false],
  ['busy', true],
])('on a connection that is %s', (_state, isBusy) => {
  test.each([
    ['reset', reset, 'reset'],
    ['disconnect', disconnect, 'fin'],
  ] as const)('%s shows its end to both sides at once', async (_type, fault, how) => {
    await using under = await startProxy({ faults: [planOf(fault)] });
    const link = await under.open();
    if (isBusy) {
      chatter(link);
      await Promise.all([link.client.untilLength(100), link.server.untilLength(100)]);
    }
    const startedAt = realClock.now();
    under.proxy.begin();
    expect(await Promise.all([link.client.end(), link.server.end()])).toEqual([how, how]);
    expect(realClock.now() - startedAt).toBeLessThan(1_000);
    expect(under.events.filter(({ kind }) => kind === 'injected')).toMatchObject([{ connection: 1 }]);
    expect(under.events.some((event) => event.kind === 'frame' && event.frame.header.opcode === opcodes.close)).toBe(
      false,
    );
  });

  test.each([
    ['client', reset, 'reset'],
    ['server', reset, 'reset'],
    ['client', disconnect, 'fin'],
    ['server', disconnect, 'fin'],
  ] as const)('the %s alone is cut by %o with a %s, and the other sees a silent link', async (side, fault, how) => {
    await using under = await startProxy({ faults: [planOf(fault, { with: { side } })] });
    const link = await under.open();
    const [cut, other] = side === 'client' ? [link.client, link.server] : [link.server, link.client];
    if (isBusy) {
      chatter(link);
      await Promise.all([link.client.untilLength(100), link.server.untilLength(100)]);
    }
    under.proxy.begin();
    expect(await cut.end()).toBe(how);
    cut.socket.end();
    await cut.closed();
    other.forget();
    other.send(encodeFrame({ opcode: 2, payload: Buffer.alloc(2 ** 20), maskKey }));
    // A second connection shows that everything has had its time.
    const second = await under.open();
    second.client.send(fromClient('x'));
    await second.server.untilLength(7);
    expect([other.ends, other.received.length]).toEqual([[], 0]);
  });
});

describe('close', () => {
  const inMiddle = Buffer.from(encodeFrame({ opcode: 2, payload: Buffer.alloc(300_000, 'y'), fin: false }));

  test.each([
    ['fin', 'fin'],
    ['reset', 'reset'],
  ] as const)('comes between two frames of a message that is under way, then %s', async (then, how) => {
    await using under = await startProxy({
      faults: [planOf(close, { with: { code: 1012, reason: 'restarting', then } })],
    });
    const { client, server } = await under.open();
    server.send(inMiddle.subarray(0, 100_000));
    await client.untilLength(100_000);
    under.proxy.begin();
    server.send(Buffer.concat([inMiddle.subarray(100_000), fromServer('never')]));
    expect(await client.end()).toBe(how);
    expect(client.received.equals(Buffer.concat([inMiddle, closeFrame(1012, 'restarting')]))).toBe(true);
    const injected = await under.seen('injected');
    expect(injected.connection).toBe(1);
  });

  test('is written at once on an idle connection, and the TCP connection stays when it is told to', async () => {
    await using under = await startProxy({ faults: [planOf(close, { with: { code: 1001, then: 'open' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await client.untilLength(4)).toEqual(closeFrame(1001, ''));
    server.send(fromServer('after the close'));
    server.socket.end();
    client.send(encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(1001), maskKey }));
    await server.untilLength(8);
    expect([client.received.length, client.ends]).toEqual([4, []]);
  });

  test('is masked towards the server', async () => {
    await using under = await startProxy({
      faults: [planOf(close, { with: { code: 4000, reason: 'go' }, direction: 'to-server' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await server.end()).toBe('fin');
    const frame = server.received;
    expect([frame[0], frame[1]]).toEqual([0x88, 0x84]);
    expect(Buffer.from(applyMask(frame.subarray(6), frame.subarray(2, 6)))).toEqual(
      Buffer.from(encodeClosePayload(4000, 'go')),
    );
    expect(client.received.length).toBe(0);
  });

  test('to a client that does not read waits its turn behind what was sent, and the server is read on', async () => {
    await using under = await startProxy({ faults: [planOf(close)] });
    const { client, server } = await under.open();
    const flood = encodeFrame({ opcode: 2, payload: Buffer.alloc(32 * 2 ** 20) });
    server.send(flood);
    server.socket.end();
    await client.untilLength(1);
    client.socket.pause();
    under.proxy.begin();
    client.socket.resume();
    expect(await client.end()).toBe('fin');
    expect(client.received.length).toBe(flood.length + closeFrame(1012, 'restarting').length);
  });
});

describe('reject', () => {
  test('answers instead of the server, which is not even dialled', async () => {
    await using under = await startProxy({
      faults: [
        planOf(reject, {
          with: { status: 503, retryAfter: '1500ms', body: 'later', location: '/x', headers: { 'X-Pod': 'a' } },
        }),
      ],
    });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe(
      [
        'HTTP/1.1 503 Service Unavailable',
        'Content-Type: text/plain; charset=utf-8',
        'Retry-After: 2',
        'Location: /x',
        'X-Pod: a',
        'Content-Length: 5',
        'Connection: close',
        '',
        'later',
      ].join('\r\n'),
    );
    client.socket.end();
    await under.seen('closed');
    expect(under.server.accepted).toBe(0);
    expect(under.events.map(({ kind }) => kind)).toEqual([
      'fault-start',
      'accept',
      'handshake',
      'answer',
      'injected',
      'affected',
      'end',
      'closed',
    ]);
  });

  test('answers a connection that was made before it, and lets live ones live', async () => {
    await using under = await startProxy({ faults: [planOf(reject, { with: { status: 401 } })] });
    const live = await under.open();
    const early = await dialPeer(under.proxy.port);
    await under.server.next();
    under.proxy.begin();
    early.send(requestHead);
    expect(await early.end()).toBe('fin');
    expect(early.received.toString().split('\r\n')[0]).toBe('HTTP/1.1 401 Unauthorized');
    live.client.send(fromClient('alive'));
    await live.server.untilLength(11);
    under.proxy.lift('reject');
    await under.open();
  });

  test('meets as many connections as its count, and no more', async () => {
    await using under = await startProxy({ faults: [planOf(reject, { lifetime: { kind: 'count', count: 2 } })] });
    under.proxy.begin();
    for (let index = 0; index < 2; index++) {
      const client = await dialPeer(under.proxy.port);
      client.send(requestHead);
      await client.untilText('503 Service Unavailable');
    }
    await under.open();
    expect(under.events.filter(({ kind }) => kind === 'fault-end')).toHaveLength(1);
  });

  test('meets the share of connections that its probability says, the same ones for the same seed', async () => {
    const draw = async (seed: number): Promise<string> => {
      await using under = await startProxy({ seed, faults: [planOf(reject, { probability: 0.5 })] });
      under.proxy.begin();
      let pattern = '';
      for (let index = 0; index < 40; index++) {
        const client = await dialPeer(under.proxy.port);
        client.send(requestHead);
        const upgraded = under.seen('handshake', ({ connection }) => connection === index + 1);
        await upgraded;
        const isRejected = under.events.some((event) => event.kind === 'answer' && event.connection === index + 1);
        pattern += isRejected ? 'x' : '.';
        client.socket.destroy();
      }
      return pattern;
    };
    const pattern = await draw(5);
    expect(await draw(5)).toBe(pattern);
    expect(pattern.split('x').length - 1).toBeGreaterThan(8);
    expect(pattern.split('x').length - 1).toBeLessThan(32);
  });
});
