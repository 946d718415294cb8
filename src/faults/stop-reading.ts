import { z } from 'zod';
import type { Direction } from '../wire/frame.ts';
import type { Side } from './action.ts';
import { defineFault } from './define-fault.ts';

/**
 * A receiver that takes nothing: the sender's window closes, and what it sends piles up in its own buffers. `to-server`: the
 * client is not read; `to-client`: the server is not. Reading goes on when the fault is lifted, and nothing is lost.
 */
export const stopReading = defineFault({
  type: 'stop-reading',
  layer: 'bytes',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Read nothing from the sender, so that its TCP window closes.',
  wireFact: 'a zero window towards the sender, once the buffers on the way are full; then all of it, in order',
  options: z.strictObject({}),
  takesDirection: true,
  // Lifted at a number, it would undo what it has just done.
  refuses: () => ({ count: 'reads on everywhere when it is lifted' }),
  sign: () => 'silence',
  explain: () => 'read nothing',
  create: (_options, { direction }) => {
    const directions: readonly Direction[] = direction === 'both' ? ['to-client', 'to-server'] : [direction];
    const senders = directions.map((towards): Side => (towards === 'to-server' ? 'client' : 'server'));
    let stopped: readonly Side[] = [];
    return {
      // Not before: a client whose handshake is not read never gets as far as to send.
      onOpen() {
        stopped = senders;
        return senders.map((side) => ({ kind: 'stop-reading', side }));
      },
      onLift: () => stopped.map((side) => ({ kind: 'read-on', side })),
    };
  },
});
