import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { fromClient, fromServer, planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { onFlows } from './scripted-fault.ts';
import { dialPeer } from './wire-peer.ts';

const ways = [
  ['to-client', 'server', 'client'],
  ['to-server', 'client', 'server'],
] as const;

describe.each(ways)('what goes %s', (direction, from, to) => {
  const plan = (hooks: FlowHooks) => planOf(onFlows(hooks), { direction });
  const frame = (text: string): Uint8Array => (from === 'client' ? fromClient(text) : fromServer(text));

  test.each([
    ['fin'],
    ['reset'],
  ] as const)('and is cut with a %s ends so on both sides, behind just those bytes', async (then) => {
    await using under = await startProxy({ faults: [plan({ onFrame: () => [{ kind: 'cut', bytes: 4, then }] })] });
    const link = await under.open();
    under.proxy.begin();
    link[from].send(Buffer.concat([frame('abcdef'), frame('never')]));
    expect([await link[to].end(), await link[from].end()]).toEqual([then, then]);
    expect([link[to].received, link[from].received.length]).toEqual([Buffer.from(frame('abcdef').subarray(0, 4)), 0]);
    link.client.socket.end();
    link.server.socket.end();
    await under.server.untilLive(0);
    await under.seen('closed');
    expect(under.events.filter(({ kind }) => kind === 'delivered')).toEqual([]);
  });

  test('and is cut with a stall is never delivered, while the other way goes on and both stay up', async () => {
    await using under = await startProxy({
      faults: [plan({ onFrame: () => [{ kind: 'cut', bytes: 4, then: 'stall' }] })],
    });
    const link = await under.open();
    under.proxy.begin();
    link[from].send(frame('abcdef'));
    await link[to].untilLength(4);
    under.proxy.lift('scripted');
    link[from].send(frame('never'));
    link[to].send(fromClient('passes'));
    await link[from].untilLength(fromClient('passes').length);
    expect([link[to].received.length, link[to].ends, link[from].ends]).toEqual([4, [], []]);
  });

  test('and is due leaves before what has just come on another connection is looked at', async () => {
    const manual = createManualClock();
    /** Time that has passed while the timer could not run. */
    let behindMs = 0;
    const clock: Clock = {
      ...manual,
      now: () => manual.now() + behindMs,
      catchUp() {
        const calledAt = manual.now() + behindMs;
        manual.advance(behindMs);
        behindMs = 0;
        return calledAt;
      },
    };
    const onFrame: FlowHooks['onFrame'] = (_frame, now) => [{ kind: 'forward', dueAt: now + 10 }];
    await using under = await startProxy({ clock, faults: [planOf(onFlows({ onFrame }), { direction })] });
    const [slow, quick] = [await under.open(), await under.open()];
    under.proxy.begin();
    slow[from].send(frame('slow'));
    await under.seen('affected');
    behindMs = 10;
    quick[from].send(frame('quick'));
    await slow[to].untilLength(frame('slow').length);
    await under.seen('frame', ({ connection }) => connection === 2);
    const order = under.events.flatMap((event) =>
      event.kind === 'frame' || event.kind === 'delivered' ? [`${event.kind} ${event.connection}`] : [],
    );
    expect(order).toEqual(['frame 1', 'delivered 1', 'frame 2']);
  });

  test('has a frame of a fault behind the one it follows, masked only towards the server', async () => {
    const spec = { opcode: 1, payload: Buffer.from('own') };
    await using under = await startProxy({
      faults: [plan({ onFrame: () => [{ kind: 'forward' }, { kind: 'insert', frame: spec }] })],
    });
    const link = await under.open();
    under.proxy.begin();
    const sent = [frame('one'), frame('two')];
    link[from].send(Buffer.concat(sent));
    const all = await link[to].untilLength(4 * frame('own').length);
    const seen = createFrameScanner()
      .scan(all)
      .map(({ frame: { maskKey: key, payloadLength }, payloadStart, end }) => {
        const payload = all.subarray(payloadStart, end);
        const isMasked = key !== undefined;
        return [
          isMasked,
          Buffer.from(payload.map((byte, index) => byte ^ (key?.[index % 4] ?? 0))).toString(),
          payloadLength,
        ];
      });
    const isMasked = direction === 'to-server';
    expect(seen).toEqual(['one', 'own', 'two', 'own'].map((text) => [isMasked, text, 3]));
    // The faults behind and the listeners see it as any other frame.
    expect(under.events.filter(({ kind }) => kind === 'delivered')).toHaveLength(4);
  });
});

describe('the head of the server’s 101', () => {
  const spoil = (head: Uint8Array): Uint8Array => Buffer.from(Buffer.from(head).toString().replace('101', '200'));

  test('comes whole to a fault, however it was cut, with all before and behind it as it was', async () => {
    const heads: string[] = [];
    const hooks: FlowHooks = {
      onAnswer: (head) => {
        heads.push(Buffer.from(head).toString());
        return [{ kind: 'forward' }];
      },
    };
    await using under = await startProxy({ faults: [planOf(onFlows(hooks, 'handshake'), { direction: 'to-client' })] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    await server.untilText('\r\n\r\n');
    const early = 'HTTP/1.1 103 Early Hints\r\n\r\n';
    const bytes = Buffer.concat([Buffer.from(early + switchingHead), fromServer('first')]);
    for (const byte of bytes) {
      server.send(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.untilLength(bytes.length)).toEqual(bytes);
    expect(heads).toEqual([switchingHead]);
    await under.seen('open');
    client.send(fromClient('back'));
    await server.untilLength(requestHead.length + fromClient('back').length);
  });

  test('that a fault changed opens nothing, and what follows it flows all the same', async () => {
    const hooks: FlowHooks = { onAnswer: (head) => [{ kind: 'forward', bytes: spoil(head) }] };
    await using under = await startProxy({ faults: [planOf(onFlows(hooks, 'handshake'), { direction: 'to-client' })] });
    under.proxy.begin();
    const { client, server } = await under.open();
    server.send(fromServer('first'));
    await client.untilText('first');
    client.send(fromClient('back'));
    await server.untilLength(fromClient('back').length);
    client.socket.end();
    await server.end();
    server.socket.end();
    await under.seen('closed');
    expect(under.events.filter(({ kind }) => kind === 'open' || kind === 'answer')).toEqual([]);
    expect((await under.seen('affected')).connection).toBe(1);
  });

  test('that never comes whole is passed on with the end of the server', async () => {
    const hooks: FlowHooks = { onAnswer: (head) => [{ kind: 'forward', bytes: spoil(head) }] };
    await using under = await startProxy({ faults: [planOf(onFlows(hooks, 'handshake'), { direction: 'to-client' })] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    await server.untilText('\r\n\r\n');
    server.send('HTTP/1.1 101 Swit');
    server.socket.end();
    expect(await client.end()).toBe('fin');
    expect(client.received.toString()).toBe('HTTP/1.1 101 Swit');
  });

  test('that is cut ends the connection behind half of it, on both sides', async () => {
    const hooks: FlowHooks = { onAnswer: () => [{ kind: 'cut', bytes: 20, then: 'fin' }] };
    await using under = await startProxy({ faults: [planOf(onFlows(hooks, 'handshake'), { direction: 'to-client' })] });
    under.proxy.begin();
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    await server.untilText('\r\n\r\n');
    server.send(Buffer.concat([Buffer.from(switchingHead), fromServer('first')]));
    expect([await client.end(), await server.end()]).toEqual(['fin', 'fin']);
    expect(client.received.toString()).toBe(switchingHead.slice(0, 20));
    expect(under.events.filter(({ kind }) => kind === 'open')).toEqual([]);
  });
});
