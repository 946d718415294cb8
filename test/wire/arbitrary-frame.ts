import fc from 'fast-check';
import type { FrameSpec } from '../../src/wire/frame.ts';

const maskKey = fc.uint8Array({ minLength: 4, maxLength: 4 });

/** Lengths on both sides of where the header changes its form are as likely as any other. */
const payload = fc.oneof(
  { weight: 6, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 3, arbitrary: fc.integer({ min: 120, max: 132 }).map((length) => filled(length)) },
  { weight: 1, arbitrary: fc.constantFrom(65_534, 65_535, 65_536, 65_537).map((length) => filled(length)) },
);

/** Any frame that can be written, legal or not, whose length is true. */
export const anyFrame: fc.Arbitrary<FrameSpec & { readonly payload: Uint8Array }> = fc
  .record(
    {
      opcode: fc.nat(15),
      payload,
      fin: fc.boolean(),
      rsv1: fc.boolean(),
      rsv2: fc.boolean(),
      rsv3: fc.boolean(),
      maskKey,
      lengthBits: fc.constantFrom(16 as const, 64 as const),
    },
    { requiredKeys: ['opcode', 'payload'] },
  )
  .map(({ lengthBits, ...spec }) =>
    lengthBits === undefined || (lengthBits === 16 && spec.payload.length > 0xffff) ? spec : { ...spec, lengthBits },
  );

/** Where to cut bytes: at shares of their length, some in one place, or into small pieces from the start on. */
export const cuts = fc.oneof(
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }).map((shares) => ({ shares })),
  fc.integer({ min: 1, max: 9 }).map((every) => ({ every })),
);
export type Cuts = { readonly shares: readonly number[] } | { readonly every: number };

/** The bytes in chunks; some may be empty. */
export function cutAt(bytes: Uint8Array, where: Cuts): Uint8Array[] {
  const positions =
    'every' in where
      ? Array.from(
          { length: Math.min(100, Math.floor(bytes.length / where.every)) },
          (_, index) => (index + 1) * where.every,
        )
      : where.shares.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b);
  return [...positions, bytes.length].map((end, index, ends) => bytes.slice(ends[index - 1] ?? 0, end));
}

function filled(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31) & 0xff);
}
