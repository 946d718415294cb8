import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxInspectedBytes } from '../../src/proxy/frame-payload.ts';
import { encodeOwnFrame, frameUnit } from '../../src/proxy/own-frame.ts';
import type { FrameSpec } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame } from '../wire/arbitrary-frame.ts';
import { concat, textOf, toHex } from '../wire/hex.ts';
import { textFrame, unitsOf } from './units-of.ts';

describe('a frame of our own', () => {
  const drawMaskKey = (): Uint8Array => Uint8Array.of(1, 2, 3, 4);
  const ping: FrameSpec = { opcode: 9, payload: Uint8Array.of(0x61) };

  // RFC 6455 §5.1: a client masks, a server does not.
  test.each([
    ['to the client is not masked', 'to-client', ping, '89 01 61'],
    ['to the server is masked', 'to-server', ping, '89 81 01 02 03 04 60'],
    [
      'to the server with a key of its own has that one',
      'to-server',
      { ...ping, maskKey: Uint8Array.of(0, 0, 0, 0) },
      '89 81 00 00 00 00 61',
    ],
    [
      'to the client with a key is masked',
      'to-client',
      { ...ping, maskKey: Uint8Array.of(1, 1, 1, 1) },
      '89 81 01 01 01 01 60',
    ],
  ] as const)('%s', (_what, direction, spec, expected) => {
    expect(toHex(encodeOwnFrame(spec, direction, drawMaskKey))).toBe(expected);
  });

  test('draws no key where none is needed', () => {
    const draw = (): never => {
      throw new Error('not needed');
    };
    expect(encodeOwnFrame(ping, 'to-client', draw)).toHaveLength(3);
    expect(encodeOwnFrame({ ...ping, maskKey: new Uint8Array(4) }, 'to-server', draw)).toHaveLength(7);
  });
});

describe('a whole frame as a unit', () => {
  test('is what the ingress makes of the same bytes, with its payload', () => {
    fc.assert(
      fc.property(
        // The length of a frame tells nothing new here, and comparing long ones takes seconds.
        anyFrame.filter(({ opcode, payload }) => opcode !== 0 && payload.length < 1_000),
        (spec) => {
          const bytes = encodeFrame(spec);
          const [came] = unitsOf([bytes]);
          const view = { ...came?.frame?.view, payload: spec.payload };
          const made = frameUnit(bytes, 'to-client');
          expect(made).toEqual({ ...came, frame: { view, committed: false } });
          expect(made?.frame?.view.header.maskKey).toEqual(came?.frame?.view.header.maskKey);
        },
      ),
    );
  });

  test('shows a masked payload unmasked', () => {
    const unit = frameUnit(textFrame('hello', { maskKey: Uint8Array.of(9, 8, 7, 6) }), 'to-server');
    expect([textOf(unit?.frame?.view.payload ?? new Uint8Array(0)), unit?.frame?.view.direction]).toEqual([
      'hello',
      'to-server',
    ]);
  });

  test('that continues a message belongs to that message', () => {
    const continuation = encodeFrame({ opcode: 0, fin: false });
    expect(frameUnit(continuation, 'to-client', 2)?.frame?.view).toMatchObject({
      messageOpcode: 2,
      startsMessage: false,
      endsMessage: false,
    });
    // One that starts a message, or is none of its own, does not.
    expect(frameUnit(textFrame('x'), 'to-client', 2)?.frame?.view.messageOpcode).toBe(1);
    expect(frameUnit(encodeFrame({ opcode: 9, fin: false }), 'to-client', 2)?.frame?.view).toMatchObject({
      messageOpcode: 9,
      endsMessage: true,
    });
  });

  test.each([
    ['just as much as is looked into is shown with its payload', 0, maxInspectedBytes],
    ['more is shown without', 1, undefined],
  ])('of %s', (_what, more, expected) => {
    const bytes = encodeFrame({ opcode: 2, payload: new Uint8Array(maxInspectedBytes + more) });
    const unit = frameUnit(bytes, 'to-client');
    expect([unit?.bytes.length, unit?.frame?.view.payload?.length]).toEqual([bytes.length, expected]);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['half a header', Uint8Array.of(0x81)],
    ['a frame that lacks a byte', textFrame('abc').subarray(0, 4)],
    ['two frames', concat([textFrame('a'), textFrame('b')])],
    ['a frame and half a header', concat([textFrame('a'), Uint8Array.of(0x81)])],
    ['a frame that claims more than it has', textFrame('abc', { claimedLength: 9 })],
    ['a frame that claims less than it has', textFrame('abc', { claimedLength: 1 })],
  ])('is not made of %s', (_what, bytes) => {
    expect(frameUnit(bytes, 'to-client')).toBeUndefined();
  });
});
