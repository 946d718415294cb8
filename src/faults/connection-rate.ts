import { z } from 'zod';

/** So many connections in so much time. */
export interface ConnectionRate {
  readonly count: number;
  readonly perMs: number;
}

const pattern = /^([1-9]\d*)\/(s|m)$/;
const millisecondsPerUnit = { s: 1_000, m: 60_000 } as const;

/** A rate of connections in a fault option: `20/s`, `5/m`. */
export const connectionRate = z
  .string({ error: ({ input }) => describeNoRate(input) })
  .regex(pattern, { error: ({ input }) => describeNoRate(input) })
  .transform((text): ConnectionRate => {
    const [, count, unit] = pattern.exec(text) as RegExpExecArray;
    return { count: Number(count), perMs: millisecondsPerUnit[unit as keyof typeof millisecondsPerUnit] };
  })
  .meta({
    title: 'rate of connections',
    description: 'A whole number a second or a minute.',
    examples: ['20/s', '5/m'],
  });

/** Writes a rate as a scenario spells it. */
export function formatConnectionRate({ count, perMs }: ConnectionRate): string {
  return `${count}/${perMs === millisecondsPerUnit.s ? 's' : 'm'}`;
}

function describeNoRate(input: unknown): string {
  if (typeof input === 'number' || (typeof input === 'string' && /^\d+$/.test(input))) {
    return `a rate of connections needs a unit: "${input}/s" or "${input}/m"?`;
  }
  const expected = 'expected a whole number from 1, a second or a minute, such as "20/s" or "5/m"';
  return typeof input === 'string' ? `"${input}" is not a rate of connections; ${expected}` : expected;
}
