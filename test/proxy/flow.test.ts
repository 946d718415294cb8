import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { FaultLayer } from '../../src/faults/define-fault.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { createFlow, type Flow } from '../../src/proxy/flow.ts';
import { createIngressPool } from '../../src/proxy/ingress-pool.ts';
import type { Stage } from '../../src/proxy/stage.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { concat } from '../wire/hex.ts';
import { textFrame } from './units-of.ts';
import { dialPeer, startWireServer, type WirePeer } from './wire-peer.ts';

interface Bench extends AsyncDisposable {
  readonly flow: Flow;
  readonly clock: ManualClock;
  /** The far end of what the flow writes to. */
  readonly receiver: WirePeer;
  /** What the flow reads from. */
  readonly source: WirePeer;
  readonly log: string[];
  readonly interest: { watches: boolean; tells: boolean };
  add(layer: FaultLayer, hooks: FlowHooks): Stage;
}

async function bench(): Promise<Bench> {
  const server = await startWireServer();
  const clock = createManualClock();
  const near = await dialPeer(server.port);
  const receiver = await server.next();
  const source = await dialPeer(server.port);
  const log: string[] = [];
  const interest = { watches: false, tells: true };
  const asked = {
    watchesFrames: () => interest.watches,
    inspectsData: () => false,
    tellsFrames: () => interest.tells,
  };
  const flow = createFlow('to-client', {
    clock,
    interest: asked,
    ingresses: createIngressPool(asked),
    onFrame: ({ header }) => log.push(`frame ${header.payloadLength}`),
    onDelivered: ({ header }) => log.push(`delivered ${header.payloadLength}`),
    onMeaning: ({ kind }) => log.push(kind),
    onCut: (direction, how) => log.push(`cut ${direction} ${how}`),
    drawMaskKey: () => Uint8Array.of(1, 2, 3, 4),
    onHeldChanged: () => log.push('held'),
  });
  flow.attachSource(source.socket);
  flow.writer.attach({ socket: near.socket, raw: near.socket });
  return {
    flow,
    clock,
    receiver,
    source,
    log,
    interest,
    add: (layer, hooks) =>
      flow.addStage(layer, {
        hooks,
        random: createRandom(1),
        probability: 1,
        needsPayload: false,
        onTouched: () => log.push('touched'),
        onFramePassed: () => {},
      }),
    async [Symbol.asyncDispose]() {
      for (const { socket } of [near, source]) socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

const holdAll: FlowHooks = { onChunk: () => [{ kind: 'hold' }], onEnd: () => [{ kind: 'hold' }] };

describe('a flow', () => {
  test('forwards chunks as they came, and tells of each frame after it was delivered', async () => {
    await using it = await bench();
    const bytes = concat([textFrame('a'), textFrame('bb')]);
    it.flow.pushRaw(new TextEncoder().encode('head'), { kind: 'open', isWhole: true });
    it.flow.pushFramed(bytes.subarray(0, 4));
    expect(it.flow.isMidFrame()).toBe(true);
    it.flow.pushFramed(bytes.subarray(4));
    it.flow.pushEnd('fin');
    expect(await it.receiver.end()).toBe('fin');
    expect(it.receiver.received).toEqual(Buffer.concat([Buffer.from('head'), bytes]));
    expect(it.log).toEqual(['open', 'delivered 1', 'frame 1', 'delivered 2', 'frame 2']);
    expect(it.flow.isMidFrame()).toBe(false);
  });

  test('tells of no frames when nobody listens', async () => {
    await using it = await bench();
    it.interest.tells = false;
    it.flow.pushFramed(textFrame('a'));
    expect(it.log).toEqual(['delivered 1']);
  });

  test('brings frame by frame to whom a frame may start something', async () => {
    await using it = await bench();
    it.interest.watches = true;
    it.flow.pushFramed(concat([textFrame('a'), textFrame('bb'), textFrame('ccc')]));
    expect(it.log).toEqual(['delivered 1', 'frame 1', 'delivered 2', 'frame 2', 'delivered 3', 'frame 3']);
  });

  test('has its stages in the order of their layers, whenever they came', async () => {
    await using it = await bench();
    const order: string[] = [];
    const noting = (name: string): FlowHooks => ({
      onChunk: () => {
        order.push(name);
        return [{ kind: 'forward' }];
      },
    });
    for (const layer of ['link', 'bytes', 'frames', 'bytes'] as const) it.add(layer, noting(layer));
    it.flow.pushRaw(new Uint8Array(1));
    expect(order).toEqual(['frames', 'bytes', 'bytes', 'link']);
  });

  test('takes a stage out when it is spent, and lets what it held go on through the others', async () => {
    await using it = await bench();
    const first = it.add('bytes', holdAll);
    it.add('link', { onFrame: ({ header }) => [{ kind: header.payloadLength === 2 ? 'drop' : 'forward' }] });
    it.flow.pushFramed(concat([textFrame('a'), textFrame('bb'), textFrame('ccc')]));
    it.flow.pushEnd('fin');
    expect(it.flow.withholdsEnd()).toBe(true);
    first.lift();
    expect(it.flow.withholdsEnd()).toBe(false);
    expect(await it.receiver.end()).toBe('fin');
    expect(it.receiver.received).toEqual(Buffer.from(concat([textFrame('a'), textFrame('ccc')])));
  });

  test('flushes the beginning of a header when nobody looks at frames any more, or when the direction ends', async () => {
    await using it = await bench();
    const frame = textFrame('x'.repeat(200));
    const stage = it.add('frames', { onFrame: () => [{ kind: 'forward' }] });
    it.flow.pushFramed(frame.subarray(0, 3));
    stage.lift();
    expect(await it.receiver.untilLength(3)).toEqual(Buffer.from(frame.subarray(0, 3)));
    it.add('frames', { onFrame: () => [{ kind: 'drop' }] });
    it.flow.pushFramed(frame.subarray(3));
    it.flow.pushFramed(textFrame('y').subarray(0, 1));
    it.flow.pushEnd('fin');
    expect(await it.receiver.end()).toBe('fin');
    expect(it.receiver.received).toEqual(Buffer.concat([frame, textFrame('y').subarray(0, 1)]));
  });

  test('stops reading its source while a fault holds more than 16 MiB, and reads on when that is gone', async () => {
    await using it = await bench();
    const stage = it.add('bytes', holdAll);
    for (let sent = 0; sent < 16; sent++) it.flow.pushRaw(new Uint8Array(2 ** 20));
    expect(it.source.socket.isPaused()).toBe(true);
    stage.lift();
    await it.receiver.untilLength(16 * 2 ** 20);
    it.flow.balance();
    expect(it.source.socket.isPaused()).toBe(false);
  });

  test('counts what tiny chunks cost beyond their bytes', async () => {
    await using it = await bench();
    it.add('bytes', holdAll);
    for (let sent = 0; sent < 100_000 && !it.source.socket.isPaused(); sent++) it.flow.pushRaw(new Uint8Array(1));
    expect(it.source.socket.isPaused()).toBe(true);
  });

  test('reads on when its receiver is gone or sealed', async () => {
    await using it = await bench();
    it.receiver.socket.pause();
    it.flow.pushRaw(new Uint8Array(16 * 2 ** 20));
    expect(it.source.socket.isPaused()).toBe(true);
    it.flow.writer.command({ kind: 'seal' });
    expect(it.source.socket.isPaused()).toBe(false);
  });

  test('lets a RST follow a FIN, and nothing else', async () => {
    await using it = await bench();
    const ends: string[] = [];
    it.add('bytes', { onEnd: (how) => [ends.push(how) > 0 ? { kind: 'drop' } : { kind: 'forward' }] });
    for (const how of ['fin', 'fin', 'reset', 'fin', 'reset'] as const) it.flow.pushEnd(how);
    expect(ends).toEqual(['fin', 'reset']);
  });

  test('that is disposed of lets nothing out that waited', async () => {
    await using it = await bench();
    it.add('bytes', { onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + 10 }] });
    it.flow.pushRaw(new Uint8Array(5));
    it.flow.dispose();
    it.clock.advance(100);
    expect([it.receiver.received.length, it.clock.pending]).toEqual([0, 0]);
  });

  test('starts anew with a frame when another handshake begins', async () => {
    await using it = await bench();
    it.flow.pushFramed(textFrame('cut').subarray(0, 3));
    expect(it.flow.isMidFrame()).toBe(true);
    it.flow.restartFrames();
    it.flow.pushFramed(textFrame('new'));
    expect([it.flow.isMidFrame(), it.log]).toEqual([false, ['delivered 3', 'frame 3']]);
  });

  test('reads nothing while anybody wants it to stop, and on when the last one does not', async () => {
    await using it = await bench();
    it.flow.stopReading();
    it.flow.stopReading();
    it.flow.readOn();
    it.flow.balance();
    expect(it.source.socket.isPaused()).toBe(true);
    it.flow.readOn();
    expect(it.source.socket.isPaused()).toBe(false);
  });

  test('reads nothing of a source that came after it was stopped', async () => {
    await using it = await bench();
    it.flow.attachSource(undefined);
    it.flow.stopReading();
    it.flow.attachSource(it.source.socket);
    expect(it.source.socket.isPaused()).toBe(true);
    it.flow.readOn();
    expect(it.source.socket.isPaused()).toBe(false);
  });

  test('that was stopped reads on only when its receiver keeps up as well', async () => {
    await using it = await bench();
    it.flow.stopReading();
    it.receiver.socket.pause();
    it.flow.pushRaw(new Uint8Array(16 * 2 ** 20));
    it.flow.readOn();
    expect(it.source.socket.isPaused()).toBe(true);
    it.receiver.socket.resume();
    await it.receiver.untilLength(16 * 2 ** 20);
    expect(it.source.socket.isPaused()).toBe(false);
  });

  test('gives a stage what it needs of the flow: its clock, its direction, the way out', async () => {
    await using it = await bench();
    const stage = it.add('frames', {
      onFrame: (_frame, now) => [
        { kind: 'forward', dueAt: now + 10 },
        { kind: 'insert', frame: { opcode: 10 } },
      ],
      onLift: () => [{ kind: 'hasten' }],
    });
    it.add('bytes', { onChunk: () => [{ kind: 'forward' }] });
    it.flow.pushFramed(textFrame('a'));
    expect([it.clock.pending, it.receiver.received.length]).toEqual([1, 0]);
    it.clock.advance(10);
    const frames = concat([textFrame('a'), textFrame('', { opcode: 10 })]);
    expect(await it.receiver.untilLength(frames.length)).toEqual(Buffer.from(frames));
    it.flow.pushFramed(textFrame('b'));
    stage.lift();
    expect(it.clock.pending).toBe(0);
    await it.receiver.untilLength(frames.length * 2);
    // Towards the client nothing is masked, and what is inserted is a frame like any other.
    expect(it.log.filter((line) => line.startsWith('delivered'))).toEqual([
      'delivered 1',
      'delivered 0',
      'delivered 1',
      'delivered 0',
    ]);
  });

  test('tells that a fault cut it, and takes all that comes behind the cut', async () => {
    await using it = await bench();
    it.add('frames', { onFrame: () => [{ kind: 'cut', bytes: 3, then: 'fin' }] });
    it.flow.pushFramed(concat([textFrame('abc'), textFrame('next')]));
    it.flow.pushFramed(encodeFrame({ opcode: 2, payload: new Uint8Array(17 * 2 ** 20) }));
    it.flow.pushEnd('fin');
    expect(await it.receiver.end()).toBe('fin');
    expect(it.receiver.received).toEqual(Buffer.from(textFrame('abc').subarray(0, 3)));
    expect([it.log.filter((line) => line.startsWith('cut')), it.source.socket.isPaused()]).toEqual([
      ['cut to-client fin'],
      false,
    ]);
  });
});
