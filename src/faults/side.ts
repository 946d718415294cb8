import { z } from 'zod';
import type { Side } from './action.ts';

/** The option of link faults: whose end of the connection is cut. */
export const side = z.enum(['both', 'client', 'server']).default('both');

/** The peers that the option names. */
export function sidesOf(given: z.output<typeof side>): readonly Side[] {
  return given === 'both' ? ['client', 'server'] : [given];
}

/** `both sides`, `the client's side`. */
export function describeSide(given: z.output<typeof side>): string {
  return given === 'both' ? 'both sides' : `the ${given}'s side`;
}
