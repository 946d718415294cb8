import { z } from 'zod';

/** The option of faults that cut a stream in the middle: what comes behind the cut. */
export const cutEnding = z
  .enum(['stall', 'fin', 'reset'])
  .default('stall')
  .describe('Behind the cut: silence for good, or the end of the connection on both sides.');

/** `stall`, `FIN`, `RST`. */
export function describeCutEnding(then: z.output<typeof cutEnding>): string {
  return names[then];
}

const names = { stall: 'stall', fin: 'FIN', reset: 'RST' } as const;
