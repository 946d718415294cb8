import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/**
 * A server that takes the request and never answers. A connection that met it stays mute when the fault is lifted: only new
 * ones are served again. For an answer that begins and then stalls take `trickle-upgrade` with a long interval.
 */
export const stallUpgrade = defineFault({
  type: 'stall-upgrade',
  layer: 'handshake',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Read upgrade requests and never answer, also when lifted.',
  wireFact: 'no byte comes back; what the client sends is acknowledged and thrown away; the server is not asked',
  options: z.strictObject({}),
  explain: () => 'never answer the upgrade request',
  create: () => ({ onUpgrade: () => [{ kind: 'ignore' }] }),
});
