import { z } from 'zod';
import { opcodes } from '../wire/frame.ts';
import { defineFault } from './define-fault.ts';

/**
 * A Close frame that never arrives, so that nobody answers it and nobody ends the connection (RFC 6455 §7): whoever closes
 * has to give up by itself. All else passes, the end of the direction included.
 */
export const ignoreClose = defineFault({
  type: 'ignore-close',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'thinned',
  summary: 'Swallow Close frames, so that a close is never answered.',
  wireFact: 'the Close frames are missing, and so is their answer; nothing else changes',
  options: z.strictObject({}),
  defaultDirection: 'to-server',
  explain: () => 'swallow Close frames',
  create: () => ({
    onFrame: ({ header }) => [{ kind: header.opcode === opcodes.close ? 'drop' : 'forward' }],
  }),
});
