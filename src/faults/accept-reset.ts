import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { resetActions } from './ending.ts';

/** A port that answers and a server that is gone behind it: a load balancer without a backend, say. */
export const acceptReset = defineFault({
  type: 'accept-reset',
  layer: 'connect',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Reset new connections right after they were accepted.',
  wireFact: 'SYN, SYN-ACK, RST; the server is not dialled',
  options: z.strictObject({}),
  explain: () => 'RST right after accept',
  create: () => ({ onStart: () => resetActions(['client']) }),
});
