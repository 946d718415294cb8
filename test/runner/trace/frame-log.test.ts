import { describe, expect, test } from 'vitest';
import type { FrameView } from '../../../src/faults/fault-hooks.ts';
import { createFrameLog, type FrameLogOptions } from '../../../src/runner/trace/frame-log.ts';
import { opcodes } from '../../../src/wire/frame.ts';
import { viewFrame } from '../view-frame.ts';

function setUp(options: Partial<FrameLogOptions> = {}) {
  const log = createFrameLog({ maxFrames: 4, payloadBytes: 0, maxPayloadBytes: 100, ...options });
  const read = () =>
    log.read(
      (connection) => connection * 10,
      (t) => t - 100,
    );
  const tell = (kind: 'frame' | 'delivered', frame: FrameView, t: number): void =>
    log.onProxyEvent({ kind, connection: 2, t, frame });
  return { log, read, tell };
}

const ping = viewFrame('to-server', opcodes.ping, { payload: Uint8Array.of(1, 2, 3) });

describe('a frame', () => {
  test('has the instants at which it came and went, and what its header says', () => {
    const { read, tell } = setUp();
    tell('frame', ping, 101);
    tell('delivered', { ...ping, payload: undefined }, 103.5);
    expect(read()).toEqual([
      {
        ...{ t: 1, kind: 'frame', connection: 2, client: 20, direction: 'to-server', opcode: 'ping', fin: true },
        ...{ length: 3, delivered: 3.5 },
      },
    ]);
  });

  test('that is passed on at once is told to have gone before it is told to have come', () => {
    const { read, tell } = setUp();
    tell('delivered', ping, 101);
    tell('frame', ping, 101.2);
    expect(read()).toMatchObject([{ t: 1, delivered: 1 }]);
    expect(read()[0]).not.toHaveProperty('made');
  });

  test('that never goes on has no such instant', () => {
    const { read, tell } = setUp();
    tell('frame', ping, 101);
    expect(read()).toMatchObject([{ t: 1, delivered: null }]);
  });

  test('that nobody sent was made', () => {
    const { read, tell } = setUp();
    tell('delivered', ping, 101);
    expect(read()).toMatchObject([{ t: 1, delivered: 1, made: true }]);
  });

  test.each([
    [
      'a Close frame with its code',
      { payload: Uint8Array.of(0x03, 0xf4) },
      opcodes.close,
      { opcode: 'close', code: 1012 },
    ],
    ['a Close frame without one', { payload: new Uint8Array() }, opcodes.close, { opcode: 'close', length: 0 }],
    ['one that no standard knows', {}, 3, { opcode: '0x3' }],
    ['a fragment', { endsMessage: false }, opcodes.text, { opcode: 'text', fin: false }],
  ])('is shown: %s', (_what, more, opcode, expected) => {
    const { read, tell } = setUp();
    tell('frame', viewFrame('to-client', opcode, more), 101);
    expect(read()).toMatchObject([{ direction: 'to-client', ...expected }]);
  });

  test('with reserved bits shows them', () => {
    const { read, tell } = setUp();
    tell('frame', { ...ping, header: { ...ping.header, rsv1: true, rsv3: true } }, 101);
    expect(read()).toMatchObject([{ rsv: [1, 3] }]);
  });
});

const numbered = (nth: number): FrameView => {
  const frame = viewFrame('to-client', opcodes.text);
  return { ...frame, header: { ...frame.header, payloadLength: nth } };
};

describe('of more frames than it keeps', () => {
  test('the first half and the last are there, and the number of those between', () => {
    const { log, read, tell } = setUp();
    const frames = Array.from({ length: 9 }, (_, nth) => numbered(nth));
    for (const [nth, frame] of frames.entries()) tell('frame', frame, 100 + nth);
    for (const [nth, frame] of frames.entries()) tell('delivered', frame, 200 + nth);
    expect(read().map(({ length, delivered }) => [length, delivered])).toEqual([
      [0, 100],
      [1, 101],
      [7, 107],
      [8, 108],
    ]);
    expect(log.leftOut).toBe(5);
  });

  test('all are there up to the last that has room', () => {
    const { log, read, tell } = setUp({ maxFrames: 1000 });
    for (let nth = 0; nth < 1000; nth++) tell('frame', numbered(nth), nth);
    expect(read().map(({ length }) => length)).toEqual(Array.from({ length: 1000 }, (_, nth) => nth));
    expect(log.leftOut).toBe(0);
  });

  test('no more are noted when too many never went on', () => {
    const { log, read, tell } = setUp();
    for (let nth = 0; nth < 50; nth++) tell('frame', numbered(nth), nth);
    expect([read().length, log.leftOut, read().at(-1)?.length]).toEqual([4, 46, 39]);
    tell('delivered', numbered(50), 60);
    expect([log.leftOut, read().at(-1)?.length]).toEqual([46, 39]);
  });

  test('memory is bounded', () => {
    const { log, tell } = setUp({ maxFrames: 1000, payloadBytes: 10, maxPayloadBytes: 500 });
    for (let nth = 0; nth < 50_000; nth++) {
      tell('frame', viewFrame('to-client', opcodes.text, { payload: new Uint8Array(20) }), nth);
    }
    expect(log.bytes).toBeGreaterThan(10_000 * 250);
    log.seal();
    expect(log.bytes).toBeLessThan(1024 * 40 + 500 + 50 * 250);
  });

  test('nothing is added once the iteration is over, and what is there can be read', () => {
    const { log, read, tell } = setUp();
    tell('frame', ping, 101);
    log.seal();
    tell('delivered', ping, 102);
    tell('frame', numbered(1), 103);
    expect(read()).toMatchObject([{ t: 1, delivered: null }]);
  });
});

describe('a payload', () => {
  const hello = viewFrame('to-server', opcodes.text, { payload: new TextEncoder().encode('hello') });

  test('is not kept', () => {
    const { read, tell } = setUp();
    tell('frame', hello, 101);
    expect(read()[0]).not.toHaveProperty('payload');
  });

  test('is kept up to its bound, when asked for', () => {
    const { read, tell } = setUp({ payloadBytes: 3 });
    tell('frame', hello, 101);
    expect(read()).toMatchObject([{ length: 5, payload: { text: 'hel', cut: true } }]);
  });

  test('is one of those around the fault where there is no room for all, and those without are cut to nothing', () => {
    const { log, read, tell } = setUp({ maxFrames: 20, payloadBytes: 5, maxPayloadBytes: 20 });
    const tellMany = (from: number): void => {
      for (let nth = 0; nth < 5; nth++) tell('frame', { ...hello, header: { ...hello.header } }, from + nth);
    };
    tellMany(101);
    const inject = (t: number): void => log.onProxyEvent({ kind: 'injected', fault: 'a', connection: 1, t });
    inject(110);
    tellMany(111);
    inject(120);
    const nothing = { text: '', cut: true };
    const whole = { text: 'hello' };
    expect(read().map(({ payload }) => payload)).toEqual([
      ...[nothing, nothing, nothing, whole, whole],
      ...[whole, whole, nothing, nothing, nothing],
    ]);
    expect(log.leftOut).toBe(0);
  });

  test('that is empty is shown so, and one that was not read is not there', () => {
    const { read, tell } = setUp({ payloadBytes: 5 });
    tell('frame', viewFrame('to-server', opcodes.text, { payload: new Uint8Array() }), 101);
    tell('frame', viewFrame('to-server', opcodes.text), 102);
    expect(read().map(({ payload }) => payload)).toEqual([{ text: '' }, undefined]);
  });
});
