import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { finActions } from './ending.ts';
import { describeSide, side, sidesOf } from './side.ts';

/** FIN without a Close frame (RFC 6455 §7.1.5 gives the peer 1006). A side that is not named sees a silent link. */
export const disconnect = defineFault({
  type: 'disconnect',
  layer: 'link',
  appliesTo: 'connection',
  lifetime: 'instant',
  delivery: 'cut',
  summary: 'End live connections without a Close frame.',
  wireFact: 'FIN behind whatever was written, no Close frame; nothing more is delivered to either side',
  options: z.strictObject({ side }),
  refuses: () => ({ direction: 'acts on the sides that with: { side } names' }),
  sign: ({ side }) => (side === 'server' ? 'silence' : 'end'),
  explain: ({ side }) => `FIN without a Close frame to ${describeSide(side)}`,
  create: ({ side }) => ({ onStart: () => finActions(sidesOf(side)) }),
});
