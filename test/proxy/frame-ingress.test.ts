import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameView } from '../../src/faults/fault-hooks.ts';
import { createFrameIngress, type FrameIngress } from '../../src/proxy/frame-ingress.ts';
import { completedBy, type DataUnit } from '../../src/proxy/unit.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { concat } from '../wire/hex.ts';
import { bytesOfUnits, textFrame, unitsOf } from './units-of.ts';

const create = (gathers: 'none' | 'control' | 'all' = 'none'): FrameIngress =>
  createFrameIngress({ direction: 'to-client', gathers: () => gathers });

type Mode = 'whole' | 'frames' | 'chunk';
const take = (ingress: FrameIngress, mode: Mode, chunk: Uint8Array): readonly DataUnit[] => {
  if (mode === 'frames') return ingress.takeFrames(chunk);
  const unit = mode === 'whole' ? ingress.takeWhole(chunk) : ingress.takeChunk(chunk);
  return unit === undefined ? [] : [unit];
};
const opcodesOf = (views: readonly FrameView[]): readonly number[] => views.map(({ header }) => header.opcode);

describe('an ingress', () => {
  test('gives every byte and every frame once, in order, however it is asked for each chunk', () => {
    const modes = fc.array(fc.constantFrom<Mode>('whole', 'frames', 'chunk'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 12 }), cuts, modes, fc.nat(5), (specs, where, asked, missing) => {
        const bytes = concat(specs.map(encodeFrame));
        const sent = bytes.subarray(0, Math.max(0, bytes.length - missing));
        const ingress = create();
        const units = cutAt(sent, where).flatMap((chunk, index) =>
          take(ingress, asked[index % asked.length] as Mode, chunk),
        );
        const last = ingress.flush();
        expect(Buffer.compare(bytesOfUnits(last === undefined ? units : [...units, last]), sent)).toBe(0);
        const complete = opcodesOf(units.flatMap(completedBy));
        expect(complete).toEqual(specs.map(({ opcode }) => opcode).slice(0, complete.length));
        if (missing === 0) expect(complete).toHaveLength(specs.length);
      }),
    );
  });

  test('cuts chunks so that no unit holds bytes of two frames, and the header is in the first unit of each', () => {
    const frames = [textFrame('one'), textFrame('two'), textFrame('three')];
    const bytes = concat(frames);
    const units = unitsOf([bytes.subarray(0, 7), bytes.subarray(7)]);
    expect(
      units.map(({ bytes: part, starts, ends, boundaryAfter }) => [part.length, starts, ends, boundaryAfter]),
    ).toEqual([
      [5, true, true, true],
      [2, true, false, false],
      [3, false, true, true],
      [7, true, true, true],
    ]);
  });

  test('holds an incomplete header back until it is complete or flushed', () => {
    const ingress = create();
    const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(300) });
    expect(ingress.takeFrames(frame.subarray(0, 2))).toEqual([]);
    expect(ingress.takeChunk(frame.subarray(2, 3))).toBeUndefined();
    expect([ingress.atBoundary(), ingress.isIdle()]).toEqual([false, false]);
    const [unit] = ingress.takeFrames(frame.subarray(3, 10));
    expect(unit).toMatchObject({ starts: true, ends: false, bytes: frame.subarray(0, 10) });
    expect(unit?.frame?.committed).toBe(false);
    expect(ingress.flush()).toBeUndefined();
  });

  test('marks a frame as committed when the beginning of its header was forwarded as it came', () => {
    const ingress = create();
    const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(70_000) });
    expect(ingress.takeWhole(frame.subarray(0, 3))).toMatchObject({
      bytes: frame.subarray(0, 3),
      boundaryAfter: false,
    });
    expect(ingress.takeFrames(frame.subarray(3, 5))).toMatchObject([
      { frame: undefined, underWay: true, boundaryAfter: false },
    ]);
    const [unit] = ingress.takeFrames(frame.subarray(5));
    expect([unit?.frame?.committed, unit?.ends]).toEqual([true, true]);
  });

  test('gives a chunk of several frames as one unit with its parts', () => {
    const frames = [textFrame('one'), textFrame('two')];
    const unit = create().takeChunk(concat(frames));
    expect(unit?.bytes).toEqual(concat(frames));
    expect(unit?.parts?.map(({ bytes }) => bytes)).toEqual(frames);
    expect(unit?.completes).toHaveLength(2);
  });

  test.each([
    ['none', [undefined, undefined]],
    ['control', [undefined, 'ping']],
    ['all', ['text', 'ping']],
  ] as const)('gathers payloads of %s', (gathers, payloads) => {
    const ingress = create(gathers);
    const maskKey = Uint8Array.of(1, 2, 3, 4);
    const bytes = concat([textFrame('text', { maskKey }), textFrame('ping', { opcode: 9, maskKey })]);
    const views = cutAt(bytes, { every: 3 }).flatMap((chunk) => ingress.takeWhole(chunk).completes);
    expect(views.map(({ payload }) => payload && new TextDecoder().decode(payload))).toEqual(payloads);
  });

  test('does not gather what is longer than anyone may look into', () => {
    const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(2 ** 20 + 1) });
    expect(create('all').takeWhole(frame).completes).toMatchObject([{ payload: undefined }]);
  });

  test('follows messages over their fragments, and is idle only between two of them', () => {
    const ingress = create();
    const views = [
      textFrame('a', { fin: false }),
      textFrame('', { opcode: 9 }),
      textFrame('b', { opcode: 0, fin: true }),
    ].flatMap((frame) => {
      const [view] = ingress.takeWhole(frame).completes;
      return [[view?.messageOpcode, view?.startsMessage, view?.endsMessage, ingress.isIdle()]];
    });
    expect(views).toEqual([
      [1, true, false, false],
      [9, true, true, false],
      [1, false, true, true],
    ]);
  });
});
