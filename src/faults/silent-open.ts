import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/**
 * A connection that opens and then carries nothing: the application behind the handshake hangs. Frames are discarded whole,
 * so the stream is intact when the fault is lifted; an end that came meanwhile is then passed on. An answer that is no 101
 * passes, and with it the ends of both sides.
 */
export const silentOpen = defineFault({
  type: 'silent-open',
  layer: 'handshake',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'thinned',
  summary: 'Let the handshake through, then deliver nothing.',
  wireFact: 'a valid 101, then no frame in either direction; no FIN, no RST',
  options: z.strictObject({}),
  touchesData: () => true,
  sign: () => 'silence',
  explain: () => 'deliver nothing behind the 101',
  create: () => {
    // Whether the request was granted shows only in the answer; towards the server, in a frame of the client's.
    let isOpen = false;
    return {
      onAnswer: () => {
        isOpen = true;
        return [{ kind: 'forward' }];
      },
      onFrame: () => {
        isOpen = true;
        return [{ kind: 'drop' }];
      },
      onEnd: () => [{ kind: isOpen ? 'hold' : 'forward' }],
    };
  },
});
