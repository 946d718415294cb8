import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { corruptBytes, corruptText } from '../../src/faults/corrupt-bytes.ts';

const differing = (one: Uint8Array, other: Uint8Array): number =>
  one.filter((byte, index) => byte !== other[index]).length;
const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

describe('corrupted', () => {
  test('bytes differ in as many places as asked, or in all', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.uint8Array({ maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (seed, bytes, count) => {
          const before = bytes.slice();
          expect(differing(corruptBytes(bytes, count, createRandom(seed)), bytes)).toBe(Math.min(count, bytes.length));
          expect(bytes).toEqual(before);
        },
      ),
    );
  });

  test('text stays UTF-8 wherever its message is cut, and changes where it can', () => {
    fc.assert(
      fc.property(fc.integer(), anyText, fc.nat(200), fc.integer({ min: 1, max: 9 }), (seed, text, cut, count) => {
        const bytes = new TextEncoder().encode(text);
        const at = cut % (bytes.length + 1);
        const random = createRandom(seed);
        const damaged = Buffer.concat([
          corruptText(bytes.subarray(0, at), count, 'keep', false, random),
          corruptText(bytes.subarray(at), count, 'keep', true, random),
        ]);
        expect(isUtf8(damaged)).toBe(true);
        expect(damaged.length).toBe(bytes.length);
        const whole = corruptText(bytes, count, 'keep', true, random);
        expect(differing(whole, bytes)).toBe(Math.min(count, [...text].length));
      }),
    );
  });

  test('text is not UTF-8 any more when it shall not be', () => {
    fc.assert(
      fc.property(fc.integer(), anyText, fc.integer({ min: 1, max: 9 }), (seed, text, count) => {
        const bytes = new TextEncoder().encode(text);
        const damaged = corruptText(bytes, count, 'break', true, createRandom(seed));
        expect([isUtf8(damaged), differing(damaged, bytes)]).toEqual([false, Math.min(count, bytes.length)]);
      }),
    );
  });

  test('every byte is as likely to be hit as any other', () => {
    const random = createRandom(5);
    const hits = Array<number>(8).fill(0);
    for (let run = 0; run < 4_000; run++) {
      for (const [at, byte] of corruptBytes(new Uint8Array(8), 2, random).entries()) {
        if (byte !== 0) hits[at] = (hits[at] ?? 0) + 1;
      }
    }
    for (const count of hits) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});
