import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { resetActions } from './ending.ts';
import { describeSide, side, sidesOf } from './side.ts';

/** RST on live connections, at once, idle or not. A side that is not named sees a silent link. */
export const reset = defineFault({
  type: 'reset',
  layer: 'link',
  appliesTo: 'connection',
  lifetime: 'instant',
  delivery: 'cut',
  summary: 'Reset live connections.',
  wireFact: 'RST, without a Close frame or a FIN',
  options: z.strictObject({ side }),
  refuses: () => ({ direction: 'acts on the sides that with: { side } names' }),
  sign: ({ side }) => (side === 'server' ? 'silence' : 'end'),
  explain: ({ side }) => `RST to ${describeSide(side)}`,
  create: ({ side }) => ({ onStart: () => resetActions(sidesOf(side)) }),
});
