import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutUnit } from '../../src/proxy/cut-unit.ts';
import { createFrameIngress } from '../../src/proxy/frame-ingress.ts';
import { chunkUnit, completedBy, type DataUnit, rawUnit } from '../../src/proxy/unit.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { anyFrame, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { bytesOf, concat, textOf } from '../wire/hex.ts';
import { bytesOfUnits, textFrame, unitsOf } from './units-of.ts';

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 500 })), { maxLength: 12 });

/** Chunks of a stream of any frames, cut anywhere: whole frames, several, and parts of one. */
const anyChunks: fc.Arbitrary<readonly DataUnit[]> = fc
  .tuple(fc.array(anyFrame, { minLength: 1, maxLength: 8 }), cuts, fc.boolean())
  .map(([specs, where, inChunks]) => {
    const chunks = cutAt(concat(specs.map(encodeFrame)), where);
    if (!inChunks) return unitsOf(chunks);
    const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
    return chunks.flatMap((chunk) => ingress.takeChunk(chunk) ?? []);
  });

/** The units of one frame at most that a unit is made of. */
const atomsOf = (units: readonly DataUnit[]): readonly DataUnit[] => units.flatMap((unit) => unit.parts ?? [unit]);

describe('a unit that is cut', () => {
  test('gives the same bytes again, in pieces of the sizes asked for', () => {
    fc.assert(
      fc.property(anyChunks, sizes, (units, wanted) => {
        for (const unit of units) {
          const pieces = cutUnit(unit, wanted);
          expect(Buffer.compare(bytesOfUnits(pieces), unit.bytes)).toBe(0);
          let left = unit.bytes.length;
          const expected = [...wanted, Number.POSITIVE_INFINITY].flatMap((size) => {
            const length = Math.min(size, left);
            left -= length;
            return length > 0 ? [length] : [];
          });
          expect(pieces.map(({ bytes }) => bytes.length)).toEqual(expected);
        }
      }),
    );
  });

  test('leaves every byte with its frame, and each frame one first and one last part', () => {
    fc.assert(
      fc.property(anyChunks, sizes, (units, wanted) => {
        const before = atomsOf(units);
        const after = atomsOf(units.flatMap((unit) => cutUnit(unit, wanted)));
        const trace = (atoms: readonly DataUnit[]): readonly unknown[] =>
          atoms.flatMap(({ frame, underWay, bytes }) => [...bytes].map((byte) => [byte, frame?.view, underWay]));
        // Frames of 64 KiB would make millions of rows.
        if (before.every(({ bytes }) => bytes.length < 1_000)) expect(trace(after)).toEqual(trace(before));
        for (const end of ['starts', 'ends'] as const) {
          const framesOf = (atoms: readonly DataUnit[]) => atoms.flatMap((atom) => (atom[end] ? [atom.frame] : []));
          expect(framesOf(after)).toEqual(framesOf(before));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('completes its frames, and stands at a boundary, just where their last bytes are', () => {
    fc.assert(
      fc.property(anyChunks, sizes, (units, wanted) => {
        for (const unit of units) {
          const pieces = cutUnit(unit, wanted);
          expect(pieces.flatMap(completedBy)).toEqual(completedBy(unit));
          for (const piece of pieces) {
            const { parts, boundaryAfter } = piece;
            const atoms = parts ?? [piece];
            expect(completedBy(piece)).toHaveLength(atoms.filter(({ ends }) => ends).length);
            expect(boundaryAfter).toBe(atoms.at(-1)?.ends === true);
          }
        }
      }),
    );
  });

  test('that completes frames and joins parts of several shows them as parts', () => {
    const [a, b, c] = [textFrame('a'), textFrame('bb'), textFrame('ccc')];
    const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
    const chunk = ingress.takeChunk(concat([a, b, c])) as DataUnit;
    const pieces = cutUnit(chunk, [5, 1]);
    expect(pieces.map((piece) => [piece.parts?.length ?? 1, completedBy(piece).length, piece.boundaryAfter])).toEqual([
      [2, 1, false],
      [1, 0, false],
      [2, 2, true],
    ]);
  });

  test.each([
    ['opens the connection', { kind: 'open', isWhole: true }],
    ['is another answer', { kind: 'answer', status: 503 }],
  ] as const)('and %s means so with its last byte', (_what, meaning) => {
    const pieces = cutUnit(rawUnit(bytesOf('HTTP/1.1 …\r\n\r\n'), meaning), [1, 3, 2]);
    expect(pieces.map((piece) => piece.meaning)).toEqual([undefined, undefined, undefined, meaning]);
    expect(pieces.map(({ boundaryAfter }) => boundaryAfter)).toEqual([false, false, false, true]);
  });

  test.each([
    ['no size at all', [], ['abcdef']],
    ['sizes that are more than it has', [4, 9, 9], ['abcd', 'ef']],
    ['sizes that are just what it has', [4, 2], ['abcd', 'ef']],
    ['sizes that leave something over', [1, 2], ['a', 'bc', 'def']],
  ])('by %s is in these pieces', (_what, wanted, expected) => {
    expect(cutUnit(rawUnit(bytesOf('abcdef')), wanted).map(({ bytes }) => textOf(bytes))).toEqual(expected);
  });

  test('is the unit itself where nothing is to cut', () => {
    for (const unit of [rawUnit(bytesOf('abc')), chunkUnit(bytesOf('abc'), { boundaryAfter: false })])
      expect(cutUnit(unit, [3])[0]).toBe(unit);
  });
});
