import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/** The port refuses: what a client meets while a process restarts. Live connections live on. */
export const refuse = defineFault({
  type: 'refuse',
  layer: 'connect',
  appliesTo: 'listener',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Close the listener: dials meet a real ECONNREFUSED.',
  wireFact: 'RST in answer to a SYN; it listens on the same port again when lifted',
  options: z.strictObject({ mode: z.literal('unbind').default('unbind') }),
  refuses: () => ({ count: 'acts on the port' }),
  explain: () => 'close the listener',
  create: () => ({
    onStart: () => [{ kind: 'close-listener' }],
    onLift: () => [{ kind: 'open-listener' }],
  }),
});
