import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/** A server that shuts down between its accept and its first read. */
export const acceptClose = defineFault({
  type: 'accept-close',
  layer: 'connect',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'End new connections right after they were accepted.',
  wireFact: 'SYN, SYN-ACK, FIN, and no byte; what the client sends is read and thrown away; the server is not dialled',
  options: z.strictObject({}),
  explain: () => 'FIN right after accept',
  create: () => ({
    onStart: () => [{ kind: 'ignore' }, { kind: 'seal', direction: 'to-client' }, { kind: 'end', side: 'client' }],
  }),
});
