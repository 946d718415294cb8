import { z } from 'zod';

const bytesPerUnit = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;
const sizePattern = /^(\d+(?:\.\d+)?)(B|kB|KB|MB|GB|KiB|MiB|GiB)$/;
const ratePattern = /^(\d+(?:\.\d+)?)(B|kB|KB|MB|GB|KiB|MiB|GiB)\/s$/;

/** Reads `64KiB`, `1MB`, `125B`; gives bytes, or `undefined` when it is no size. */
export function parseSize(text: string): number | undefined {
  return read(sizePattern, text);
}

/** Reads `8KiB/s`; gives bytes a second, or `undefined` when it is no rate. */
export function parseRate(text: string): number | undefined {
  return read(ratePattern, text);
}

/** A size in a scenario file or a fault option; parsed to bytes. */
export const size = z
  .string({ error: ({ input }) => describe(input, 'size', '64KiB') })
  .regex(sizePattern, { error: ({ input }) => describe(input, 'size', '64KiB') })
  .transform((text) => parseSize(text) as number)
  .meta({
    title: 'size',
    description: 'A number and a unit: B, kB, MB, GB, KiB, MiB or GiB.',
    examples: ['64KiB', '1MB'],
  });

/** A rate in a scenario file or a fault option; parsed to bytes a second. */
export const rate = z
  .string({ error: ({ input }) => describe(input, 'rate', '8KiB/s') })
  .regex(ratePattern, { error: ({ input }) => describe(input, 'rate', '8KiB/s') })
  .transform((text) => parseRate(text) as number)
  .meta({ title: 'rate', description: 'A size a second.', examples: ['8KiB/s', '1MB/s'] });

function read(pattern: RegExp, text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * bytesPerUnit[match[2] as keyof typeof bytesPerUnit]);
}

function describe(input: unknown, what: 'size' | 'rate', example: string): string {
  const suffix = what === 'rate' ? '/s' : '';
  if (typeof input === 'number' || (typeof input === 'string' && /^\d+(\.\d+)?$/.test(input))) {
    return `a ${what} needs a unit: "${input}B${suffix}" or "${input}KiB${suffix}"?`;
  }
  if (typeof input !== 'string') return `expected a ${what} such as "${example}"`;
  return `"${input}" is not a ${what}; expected a number and a unit, such as "${example}"`;
}
