import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/**
 * Both sides stay established and acknowledged; everything is read and nothing is delivered, ends included. Frames are
 * discarded whole, so the stream is intact when the fault is lifted; an end that came meanwhile is then passed on.
 */
export const blackhole = defineFault({
  type: 'blackhole',
  layer: 'link',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'thinned',
  summary: 'Deliver nothing while both TCP sides stay up: the silent, half-open link.',
  wireFact: 'bytes are acknowledged and never delivered; no FIN, no RST; a frame already under way is completed',
  options: z.strictObject({}),
  touchesData: () => false,
  sign: () => 'silence',
  explain: () => 'discard everything',
  create: () => ({
    onFrame: () => [{ kind: 'drop' }],
    onChunk: () => [{ kind: 'drop' }],
    onEnd: () => [{ kind: 'hold' }],
  }),
});
