import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { describeSide, side, sidesOf } from './side.ts';

/** FIN without a Close frame (RFC 6455 §7.1.5 gives the peer 1006). A side that is not named sees a silent link. */
export const disconnect = defineFault({
  type: 'disconnect',
  layer: 'link',
  appliesTo: 'connection',
  lifetime: 'instant',
  summary: 'End live connections without a Close frame.',
  wireFact: 'FIN behind whatever was written, no Close frame; nothing more is delivered to that side',
  options: z.strictObject({ side }),
  explain: ({ side }) => `FIN without a Close frame to ${describeSide(side)}`,
  create: ({ side }) => ({
    onStart: () =>
      sidesOf(side).flatMap((peer) => [
        { kind: 'seal', direction: peer === 'client' ? 'to-client' : 'to-server' } as const,
        { kind: 'end', side: peer } as const,
      ]),
  }),
});
