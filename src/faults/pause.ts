import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/** Everything waits, ends included, and goes on in order when the fault is lifted. Nothing is lost. */
export const pause = defineFault({
  type: 'pause',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Hold everything; release it in order when lifted.',
  wireFact: 'silence, then all that was held, in order',
  options: z.strictObject({}),
  // Lifted at a number, it would undo what it has just done; and nobody sends on who waits for an answer.
  refuses: () => ({ count: 'lets everything go when it is lifted' }),
  sign: () => 'silence',
  explain: () => 'hold everything',
  create: () => ({
    onChunk: () => [{ kind: 'hold' }],
    onEnd: () => [{ kind: 'hold' }],
  }),
});
