import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOwnFrames, type OwnFrames } from '../../src/proxy/own-frames.ts';
import type { DataUnit } from '../../src/proxy/unit.ts';
import type { Direction } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { bytesOf, concat, toHex } from '../wire/hex.ts';
import { bytesOfUnits, textFrame, unitsOf } from './units-of.ts';

const ping = { opcode: 9 };
const text = { opcode: 1, payload: bytesOf('own') };

function bench(direction: Direction = 'to-client'): { own: OwnFrames; out: DataUnit[]; opcodes(): readonly unknown[] } {
  const out: DataUnit[] = [];
  const own = createOwnFrames(
    direction,
    () => Uint8Array.of(1, 2, 3, 4),
    (unit) => out.push(unit),
  );
  return { own, out, opcodes: () => out.map(({ frame }) => frame?.view.header.opcode) };
}

/** Lets frames of the peer go by. */
function follow(own: OwnFrames, ...chunks: readonly Uint8Array[]): void {
  for (const { frame, ends } of unitsOf(chunks)) if (frame !== undefined) own.follow(frame.view, ends);
}

describe('frames of our own', () => {
  test('wait until they are let out', () => {
    const { own, opcodes } = bench();
    own.add(ping);
    own.add(text);
    expect([opcodes(), own.isEmpty()]).toEqual([[], false]);
    own.flush();
    expect([opcodes(), own.isEmpty()]).toEqual([[9, 1], true]);
  });

  test('stand behind the last byte of a frame under way', () => {
    const { own, opcodes } = bench();
    const bytes = textFrame('abc');
    own.add(ping);
    const [first, second] = unitsOf([bytes.subarray(0, 3), bytes.subarray(3)]) as [DataUnit, DataUnit];
    if (first.frame === undefined) throw new Error('no frame');
    own.follow(first.frame.view, first.ends);
    own.flush();
    expect(opcodes()).toEqual([]);
    own.follow(first.frame.view, second.ends);
    expect(opcodes()).toEqual([9]);
  });

  test.each([
    ['a control frame may stand in a fragmented message', ping, 1],
    ['a data frame waits for the end of it', text, 3],
  ])('%s (RFC 6455 §5.4)', (_what, spec, expected) => {
    const { own, out } = bench();
    own.add(spec);
    const frames = [
      textFrame('a', { fin: false }),
      encodeFrame({ opcode: 10 }),
      encodeFrame({ opcode: 0, payload: bytesOf('b') }),
    ];
    const outAfter = frames.map((frame) => {
      follow(own, frame);
      return out.length;
    });
    expect(outAfter.indexOf(1) + 1).toBe(expected);
  });

  test('keep their order, so one that may not stand yet keeps back those behind it', () => {
    const { own, opcodes } = bench();
    follow(own, textFrame('a', { fin: false }));
    for (const spec of [ping, text, ping]) own.add(spec);
    own.flush();
    expect(opcodes()).toEqual([9]);
    follow(own, encodeFrame({ opcode: 0 }));
    expect(opcodes()).toEqual([9, 1, 9]);
  });

  test.each([
    ['between two messages all come out', [textFrame('a')], [1, 9], []],
    ['in a message those that may stand there', [textFrame('a', { fin: false })], [9], [text]],
    ['within a frame none', [textFrame('abc').subarray(0, 4)], [], [text]],
  ])('at the end of the direction, %s, and none is left', (_what, came, expected, front) => {
    const { own, opcodes } = bench();
    // A text that may not stand keeps back the ping behind it, so the order is the other way round there.
    for (const spec of front.length > 0 ? [ping, text] : [text, ping]) own.add(spec);
    follow(own, ...came);
    own.finish();
    expect([opcodes(), own.isEmpty()]).toEqual([expected, true]);
  });

  test('are masked towards the server', () => {
    const { own, out } = bench('to-server');
    own.add({ opcode: 9, payload: Uint8Array.of(0x61) });
    own.flush();
    expect(toHex(bytesOfUnits(out))).toBe('89 81 01 02 03 04 60');
  });

  test('must be whole', () => {
    const { own } = bench();
    own.add({ ...text, claimedLength: 500 });
    expect(() => own.flush()).toThrow('a frame that is inserted must be whole');
  });

  test('come out once each, in order, at a place that is theirs, wherever the frames of the peer are cut', () => {
    const peerMessage = fc
      .array(fc.constantFrom('ping', 'part'), { maxLength: 4 })
      .map((between) => [
        textFrame('first', { fin: false }),
        ...between.map((kind) => encodeFrame(kind === 'ping' ? { opcode: 9 } : { opcode: 0, fin: false })),
        encodeFrame({ opcode: 0, payload: bytesOf('last') }),
      ]);
    const added = fc.array(fc.record({ after: fc.nat(60), isControl: fc.boolean() }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.array(peerMessage, { maxLength: 5 }), cuts, added, (messages, where, adds) => {
        const stream: { readonly unit: DataUnit; readonly isOwn: boolean }[] = [];
        const own = createOwnFrames(
          'to-client',
          () => new Uint8Array(4),
          (unit) => stream.push({ unit, isOwn: true }),
        );
        const marked = adds.map(({ after, isControl }, mark) => ({
          after,
          spec: { opcode: isControl ? 10 : 2, payload: Uint8Array.of(mark) },
        }));
        const units = unitsOf(cutAt(concat(messages.flat()), where));
        for (const [index, unit] of units.entries()) {
          for (const { after, spec } of marked) if (after === index) own.add(spec);
          stream.push({ unit, isOwn: false });
          if (unit.frame !== undefined) own.follow(unit.frame.view, unit.ends);
        }
        for (const { after, spec } of marked) if (after >= units.length) own.add(spec);
        own.finish();
        const inOrder = [...marked].sort((a, b) => Math.min(a.after, units.length) - Math.min(b.after, units.length));
        const came = stream.filter(({ isOwn }) => isOwn).map(({ unit }) => unit.frame?.view.payload?.[0]);
        expect(came).toEqual(inOrder.map(({ spec }) => spec.payload[0]));
        // Read as one stream it is legal: no frame in another one, no message in another one.
        let inMessage = false;
        for (const { frame } of unitsOf([bytesOfUnits(stream.map(({ unit }) => unit))])) {
          const { opcode = -1, fin = false } = frame?.view.header ?? {};
          if (opcode >= 8) continue;
          expect(opcode === 0).toBe(inMessage);
          inMessage = !fin;
        }
        expect(inMessage).toBe(false);
      }),
    );
  });
});
