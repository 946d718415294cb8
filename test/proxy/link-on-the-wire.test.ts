import { describe, expect, test } from 'vitest';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import { idleTimeout } from '../../src/faults/idle-timeout.ts';
import { maxAge } from '../../src/faults/max-age.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { fromClient, fromServer, type OpenLink, type ProxyUnderTest, planOf, startProxy } from './open-link.ts';
import { dialPeer } from './wire-peer.ts';

const afterMs = 60;

const startWith = (fault: FaultDefinition<never>, options: object): Promise<ProxyUnderTest> =>
  startProxy({ faults: [planOf(fault, { with: { after: `${afterMs}ms`, ...options } })] });

/** Neither end sees anything any more: a second connection shows that everything had its time. */
async function expectSilence({ client, server }: OpenLink, under: ProxyUnderTest): Promise<void> {
  for (const peer of [client, server]) {
    peer.forget();
    peer.send(fromClient('lost'));
    peer.socket.end();
  }
  await under.seen('frame', ({ connection, frame }) => connection === 1 && frame.direction === 'to-server');
  await under.seen('frame', ({ connection, frame }) => connection === 1 && frame.direction === 'to-client');
  expect([client.received.length, client.ends, server.received.length, server.ends]).toEqual([0, [], 0, []]);
}

describe.each([
  ['idle-timeout', idleTimeout as FaultDefinition<never>],
  ['max-age', maxAge as FaultDefinition<never>],
])('%s', (_type, fault) => {
  test.each([
    'fin',
    'reset',
  ] as const)('shows a %s to both sides, not before its time, and no Close frame', async (how) => {
    await using under = await startWith(fault, { how });
    const startedAt = realClock.now();
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await Promise.all([client.end(), server.end()])).toEqual([how, how]);
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(afterMs);
    expect([client.received.length, server.received.length]).toEqual([0, 0]);
    expect(under.events.filter(({ kind }) => kind === 'injected')).toMatchObject([{ connection: 1 }]);
  });

  test('sends both sides a Close frame with its code before the FIN, masked to the server', async () => {
    await using under = await startWith(fault, { how: 'close', code: 1012 });
    const { client, server } = await under.open();
    under.proxy.begin();
    expect(await Promise.all([client.end(), server.end()])).toEqual(['fin', 'fin']);
    const payload = encodeClosePayload(1012);
    expect(client.received).toEqual(Buffer.from(encodeFrame({ opcode: opcodes.close, payload })));
    const { received } = server;
    expect([received[0], received[1], received.length]).toEqual([0x88, 0x82, 8]);
    expect(applyMask(received.subarray(6), received.subarray(2, 6))).toEqual(payload);
  });

  test('how: silent leaves both sides up, and delivers neither bytes nor ends', async () => {
    await using under = await startWith(fault, { how: 'silent' });
    const link = await under.open();
    under.proxy.begin();
    await under.seen('injected');
    await expectSilence(link, under);
  });

  test('meets a connection that never says a word', async () => {
    await using under = await startWith(fault, { how: 'reset' });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    expect(await client.end()).toBe('reset');
  });
});

describe('idle-timeout', () => {
  test.each([
    ['client', 'server', fromClient('alive')],
    ['server', 'client', fromServer('alive')],
  ] as const)('spares a connection as long as the %s sends, and counts from its last byte', async (from, to, bytes) => {
    const longMs = 400;
    await using under = await startWith(idleTimeout as FaultDefinition<never>, { after: `${longMs}ms`, how: 'fin' });
    const link = await under.open();
    under.proxy.begin();
    const startedAt = realClock.now();
    let lastSentAt = startedAt;
    let rounds = 0;
    // Each round waits for the one before it, so that a slow machine does not make it idle.
    while (realClock.now() - startedAt < 2 * longMs) {
      lastSentAt = realClock.now();
      link[from].send(bytes);
      await link[to].untilLength(++rounds * bytes.length);
    }
    expect([link.client.ends, link.server.ends]).toEqual([[], []]);
    expect(await link[to].end()).toBe('fin');
    expect(realClock.now() - lastSentAt).toBeGreaterThanOrEqual(longMs);
    expect(link[to].received.equals(Buffer.concat(Array<Uint8Array>(rounds).fill(bytes)))).toBe(true);
  });

  test('gives a connection that was idle for long the whole time from its start', async () => {
    await using under = await startWith(idleTimeout as FaultDefinition<never>, { how: 'fin' });
    const { client } = await under.open();
    const begunAt = realClock.now();
    under.proxy.begin();
    expect(await client.end()).toBe('fin');
    expect(realClock.now() - begunAt).toBeGreaterThanOrEqual(afterMs);
  });
});

describe('max-age', () => {
  test('ends a busy connection at its age, counted from the accept, and none once it is lifted', async () => {
    await using under = await startProxy({ faults: [planOf(maxAge, { with: { after: '150ms', how: 'reset' } })] });
    const dialledAt = realClock.now();
    const old = await under.open();
    const push = (): void => {
      if (!old.client.socket.destroyed) old.client.socket.write(fromClient('busy'), () => setImmediate(push));
    };
    push();
    under.proxy.begin();
    expect(await old.client.end()).toBe('reset');
    expect(realClock.now() - dialledAt).toBeGreaterThanOrEqual(150);
    const injected = under.events.find(({ kind }) => kind === 'injected');
    expect(injected).toMatchObject({ connection: 1 });
    under.proxy.lift('max-age');
    const young = await under.open();
    young.client.send(fromClient('spared'));
    await young.server.untilLength(fromClient('spared').length);
    expect([young.client.ends, young.server.ends]).toEqual([[], []]);
  });

  test('with from: fault gives an old connection the whole time from its start, and a new one from its accept', async () => {
    await using under = await startWith(maxAge as FaultDefinition<never>, { from: 'fault', how: 'reset' });
    const openedAt = realClock.now();
    const old = await under.open();
    await expect.poll(() => realClock.now() - openedAt).toBeGreaterThan(afterMs);
    const begunAt = realClock.now();
    under.proxy.begin();
    expect(await old.client.end()).toBe('reset');
    expect(realClock.now() - begunAt).toBeGreaterThanOrEqual(afterMs);
    const dialledAt = realClock.now();
    const young = await dialPeer(under.proxy.port);
    expect(await young.end()).toBe('reset');
    expect(realClock.now() - dialledAt).toBeGreaterThanOrEqual(afterMs);
  });
});
