import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/**
 * A server that accepts and never answers; to a client it is much like a SYN that is lost. A connection that met it stays
 * mute when the fault is lifted: only new ones are served again.
 */
export const acceptHang = defineFault({
  type: 'accept-hang',
  layer: 'connect',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Accept new connections and never answer, also when lifted.',
  wireFact:
    'SYN, SYN-ACK, then nothing; what the client sends is acknowledged and thrown away; the server is not dialled',
  options: z.strictObject({}),
  explain: () => 'accept and never answer',
  create: () => ({ onStart: () => [{ kind: 'ignore' }] }),
});
