import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { badUpgrade } from '../../src/faults/bad-upgrade.ts';
import { flap } from '../../src/faults/flap.ts';
import { silentOpen } from '../../src/faults/silent-open.ts';
import { stallUpgrade } from '../../src/faults/stall-upgrade.ts';
import { trickleUpgrade } from '../../src/faults/trickle-upgrade.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { applyMask } from '../../src/wire/mask.ts';
import {
  fromClient,
  fromServer,
  type OpenLink,
  type ProxyUnderTest,
  planOf,
  requestHead,
  startProxy,
  switchingHead,
} from './open-link.ts';
import { dialPeer } from './wire-peer.ts';

const unauthorized = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope';

/** Asks for an upgrade; the server has the whole request and has not answered yet. */
async function ask(under: ProxyUnderTest): Promise<OpenLink> {
  const client = await dialPeer(under.proxy.port);
  client.send(requestHead);
  const server = await under.server.next();
  expect(await server.untilText('\r\n\r\n')).toBe(requestHead);
  return { client, server };
}

describe('stall-upgrade', () => {
  test('never answers whom it met, also when it is lifted, and the server is not asked', async () => {
    await using under = await startProxy({ faults: [planOf(stallUpgrade)] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    await under.seen('injected');
    await new Promise((resolve) => client.socket.write(Buffer.alloc(8 * 2 ** 20), resolve));
    under.proxy.lift('stall-upgrade');
    // A second connection shows that everything has had its time.
    await under.open();
    expect([client.received.length, client.ends, under.server.accepted]).toEqual([0, [], 1]);
    client.socket.end();
    await under.seen('end', ({ connection, side, how }) => connection === 1 && side === 'client' && how === 'fin');
    await under.seen('closed');
  });
});

describe('trickle-upgrade', () => {
  test('delivers every byte of the 101, none before its time, and what comes behind it', async () => {
    const options = { bytes: 20, interval: '25ms' };
    await using under = await startProxy({ faults: [planOf(trickleUpgrade, { with: options })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    const startedAt = realClock.now();
    server.send(Buffer.concat([Buffer.from(switchingHead), fromServer('coalesced')]));
    const expected = Buffer.concat([Buffer.from(switchingHead), fromServer('coalesced')]);
    expect(Buffer.compare(await client.untilLength(expected.length), expected)).toBe(0);
    const pieces = Math.ceil(switchingHead.length / 20);
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual((pieces - 1) * 25);
    server.forget();
    client.send(fromClient('open'));
    await server.untilLength(fromClient('open').length);
    await under.seen('open');
  });

  test('delivers the first piece and no more in a long interval, and the rest when it is lifted', async () => {
    const options = { bytes: 20, interval: '1h' };
    await using under = await startProxy({ faults: [planOf(trickleUpgrade, { with: options })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(switchingHead);
    expect((await client.untilLength(1)).toString()).toBe(switchingHead.slice(0, 20));
    // The way to the server is not the answer's: what the client sends arrives.
    server.forget();
    client.send(fromClient('early'));
    await server.untilLength(fromClient('early').length);
    expect([client.received.length, client.ends]).toEqual([20, []]);
    under.proxy.lift('trickle-upgrade');
    expect(await client.untilText('\r\n\r\n')).toBe(switchingHead);
    await under.seen('open');
  });

  test('leaves an answer alone that is no 101', async () => {
    const options = { bytes: 1, interval: '1h' };
    await using under = await startProxy({ faults: [planOf(trickleUpgrade, { with: options })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(unauthorized);
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe(unauthorized);
  });
});

describe('bad-upgrade', () => {
  const line = (name: string): string => new RegExp(`${name}: .*\r\n`).exec(switchingHead)?.[0] ?? '';
  const accept = line('Sec-WebSocket-Accept');

  test.each([
    ['accept-key', switchingHead.replace(accept, accept.replace('s3p', 'A3p'))],
    ['no-accept-key', switchingHead.replace(accept, '')],
    ['no-upgrade', switchingHead.replace(line('Upgrade'), '')],
    ['subprotocol', switchingHead.replace(accept, `${accept}Sec-WebSocket-Protocol: unasked.wschaos\r\n`)],
    ['extension', switchingHead.replace(accept, `${accept}Sec-WebSocket-Extensions: x-wschaos-unoffered\r\n`)],
  ])('of mode %s shows that head to the client, and the server an open connection', async (mode, head) => {
    await using under = await startProxy({ faults: [planOf(badUpgrade, { with: { mode } })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(Buffer.concat([Buffer.from(switchingHead), fromServer('hello')]));
    const expected = Buffer.concat([Buffer.from(head), fromServer('hello')]);
    expect((await client.untilLength(expected.length)).toString('latin1')).toBe(expected.toString('latin1'));
    client.socket.end();
    expect(await server.end()).toBe('fin');
    expect(under.events.filter(({ kind }) => kind === 'open')).toEqual([]);
  });

  test('of mode truncated ends both sides with a FIN, the client in the middle of the head', async () => {
    await using under = await startProxy({ faults: [planOf(badUpgrade, { with: { mode: 'truncated' } })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(Buffer.concat([Buffer.from(switchingHead), fromServer('never')]));
    expect(await Promise.all([client.end(), server.end()])).toEqual(['fin', 'fin']);
    expect(client.received.toString()).toBe(switchingHead.slice(0, Math.floor(switchingHead.length / 2)));
  });

  test('of mode garbage is no HTTP, the same for the same seed', async () => {
    const answer = async (seed: number): Promise<Buffer> => {
      await using under = await startProxy({ seed, faults: [planOf(badUpgrade, { with: { mode: 'garbage' } })] });
      under.proxy.begin();
      const { client, server } = await ask(under);
      server.send(switchingHead);
      return await client.untilLength(switchingHead.length);
    };
    const garbage = await answer(3);
    expect(garbage.length).toBe(switchingHead.length);
    expect(Math.min(...garbage)).toBeGreaterThanOrEqual(0x80);
    expect((await answer(3)).equals(garbage)).toBe(true);
    expect((await answer(4)).equals(garbage)).toBe(false);
  });

  test('leaves an answer alone that is no 101', async () => {
    await using under = await startProxy({ faults: [planOf(badUpgrade, { with: { mode: 'garbage' } })] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(unauthorized);
    expect((await client.untilText('nope')).toString()).toBe(unauthorized);
  });

  test.each([
    ['accept-key', 'Invalid Sec-WebSocket-Accept header'],
    ['no-accept-key', 'Invalid Sec-WebSocket-Accept header'],
    ['subprotocol', 'Server sent a subprotocol but none was requested'],
    ['extension', 'Server indicated an extension that was not requested'],
    ['no-upgrade', 'Unexpected server response: 101'],
    ['truncated', 'socket hang up'],
    ['garbage', /^Parse Error/],
  ])('of mode %s fails an independent client with "%s", and heals when lifted', async (mode, message) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await using proxy = await createProxy({
      target,
      clock: realClock,
      faults: [planOf(badUpgrade, { with: { mode } })],
    });
    proxy.begin();
    const client = new WebSocket(proxy.url);
    const [error] = (await once(client, 'error')) as [Error];
    expect(error.message).toMatch(message);
    proxy.lift('bad-upgrade');
    const healed = new WebSocket(proxy.url);
    await once(healed, 'open');
    healed.terminate();
  });
});

describe('flap', () => {
  const closeFrame = (code: number): Buffer =>
    Buffer.from(encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(code) }));

  test.each([
    ['RST', { with: 'reset' }, 'reset', ''],
    ['FIN', { with: 'fin' }, 'fin', ''],
    ['Close and FIN', { with: 'close', code: 1013 }, 'fin', closeFrame(1013).toString('latin1')],
  ] as const)('shows the whole 101 and then %s to both sides', async (_what, options, how, last) => {
    await using under = await startProxy({ faults: [planOf(flap, { with: options })] });
    under.proxy.begin();
    for (let index = 0; index < 5; index++) {
      const { client, server } = await ask(under);
      server.forget();
      server.send(switchingHead);
      expect(await Promise.all([client.end(), server.end()])).toEqual([how, how]);
      expect(client.received.toString('latin1')).toBe(`${switchingHead}${last}`);
      if (last !== '') {
        const frame = server.received;
        expect([frame[0], frame[1]]).toEqual([0x88, 0x82]);
        expect(Buffer.from(applyMask(frame.subarray(6), frame.subarray(2, 6)))).toEqual(
          Buffer.from(encodeClosePayload(1013)),
        );
      }
      client.socket.end();
      server.socket.end();
    }
    expect(under.events.filter(({ kind }) => kind === 'open')).toHaveLength(5);
  });

  test('lets messages pass until it is time', async () => {
    await using under = await startProxy({ faults: [planOf(flap, { with: { after: '100ms', with: 'fin' } })] });
    under.proxy.begin();
    const { client, server } = await under.open();
    const { t: openedAt } = await under.seen('open');
    server.send(fromServer('down'));
    client.send(fromClient('up'));
    expect(await Promise.all([client.end(), server.end()])).toEqual(['fin', 'fin']);
    expect(realClock.now() - openedAt).toBeGreaterThanOrEqual(100);
    expect([client.received, server.received]).toEqual([fromServer('down'), fromClient('up')].map(Buffer.from));
  });

  test('lets those live that are up when it is lifted', async () => {
    await using under = await startProxy({ faults: [planOf(flap, { with: { after: '500ms' } })] });
    under.proxy.begin();
    const spared = await under.open();
    const { t: openedAt } = await under.seen('open');
    under.proxy.lift('flap');
    while (realClock.now() < openedAt + 550) {
      spared.client.send(fromClient('up'));
      await spared.server.untilLength(1);
      spared.server.forget();
    }
    expect([spared.client.ends, spared.server.ends]).toEqual([[], []]);
  });

  test('ends live connections that it is told to touch', async () => {
    await using under = await startProxy({ faults: [planOf(flap, { connections: { kind: 'existing' } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await Promise.all([client.end(), server.end()])).toEqual(['reset', 'reset']);
  });
});

describe('silent-open', () => {
  test('shows the 101 and then nothing, either way, no end either; lifted, it passes on what comes', async () => {
    await using under = await startProxy({ faults: [planOf(silentOpen)] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(Buffer.concat([Buffer.from(switchingHead), fromServer('coalesced')]));
    await client.untilText('\r\n\r\n');
    client.send(fromClient('up'));
    server.send(fromServer('down'));
    server.forget();
    for (const direction of ['to-server', 'to-client']) {
      await under.seen('frame', ({ frame }) => frame.direction === direction);
    }
    client.socket.end();
    await under.seen('end', ({ side }) => side === 'client');
    expect([client.received.toString(), client.ends]).toEqual([switchingHead, []]);
    expect([server.received.length, server.ends]).toEqual([0, []]);
    under.proxy.lift('silent-open');
    expect(await server.end()).toBe('fin');
    server.send(fromServer('back'));
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.subarray(switchingHead.length)).toEqual(Buffer.from(fromServer('back')));
  });

  test('leaves an answer alone that is no 101, with the ends of both sides', async () => {
    await using under = await startProxy({ faults: [planOf(silentOpen)] });
    under.proxy.begin();
    const { client, server } = await ask(under);
    server.send(unauthorized);
    await client.untilText('nope');
    client.socket.end();
    expect(await server.end()).toBe('fin');
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe(unauthorized);
  });
});
