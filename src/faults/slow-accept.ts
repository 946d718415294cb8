import { z } from 'zod';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import { defineFault } from './define-fault.ts';

/** A server that is slow to take connections. Whoever waits already waits to the end of the delay, also when it is lifted. */
export const slowAccept = defineFault({
  type: 'slow-accept',
  layer: 'connect',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Leave new connections alone for a while before they are served.',
  wireFact: 'SYN, SYN-ACK, and all that follows late; nothing is lost, and the server is dialled only then',
  options: z.strictObject({ delay: duration }).transform(({ delay }) => ({ delayMs: delay })),
  example: { delay: '2s' },
  refuses: () => ({
    'connections: path': 'acts before there is a request',
    'connections: header': 'acts before there is a request',
  }),
  explain: ({ delayMs }) => `serve new connections ${formatDuration(delayMs)} late`,
  create: ({ delayMs }) => ({ onStart: (now) => [{ kind: 'postpone', until: now + delayMs }] }),
});
