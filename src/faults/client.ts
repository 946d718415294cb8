import { z } from 'zod';
import { defineFault } from './define-fault.ts';

/** A laptop that sleeps: the client's process stands still, timers and all, and its kernel goes on acknowledging. */
export const client = defineFault({
  type: 'client',
  layer: 'process',
  appliesTo: 'process',
  program: 'client',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Pause or resume the client process that wschaos started.',
  wireFact: 'nothing comes from the client and it reads nothing; its window closes when its buffers are full',
  options: z.strictObject({ action: z.enum(['pause', 'resume']).describe('SIGSTOP or SIGCONT.') }),
  example: { action: 'pause' },
  exampleSetting: { client: { type: 'command', command: ['node', 'client.js'] } },
  refuses: ({ action }) =>
    action === 'pause' ? {} : { for: 'is over when its resume is done', until: 'is over when its resume is done' },
  explain: ({ action }) => (action === 'pause' ? 'stop the client; let it go on when lifted' : 'let the client go on'),
  create: ({ action }) => ({
    onStart: () => [{ kind: 'process', side: 'client', what: action }],
    ...(action === 'pause' ? { onLift: () => [{ kind: 'process', side: 'client', what: 'resume' }] } : {}),
  }),
});
