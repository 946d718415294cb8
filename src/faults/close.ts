import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { closeActions, closeCode, closeReason } from './ending.ts';

/** A Close frame of the proxy's own (RFC 6455 §5.5.1), as a peer that shuts down would send it. */
export const close = defineFault({
  type: 'close',
  layer: 'frames',
  appliesTo: 'connection',
  lifetime: 'instant',
  delivery: 'cut',
  summary: 'Send a Close frame, then end, reset or leave the connection.',
  wireFact:
    'a Close frame at the next frame boundary, then FIN, RST or nothing; whatever follows in that direction is discarded',
  options: z.strictObject({
    code: closeCode.default(1001).describe('The status code; also one that must not stand on the wire.'),
    reason: closeReason.default('').describe('At most 123 bytes of UTF-8 (RFC 6455 §5.5).'),
    then: z.enum(['fin', 'reset', 'open']).default('fin').describe('What becomes of the TCP connection.'),
  }),
  example: { code: 1012, reason: 'restarting', then: 'fin' },
  defaultDirection: 'to-client',
  takesDirection: true,
  // Of one to the server the client sees what the server makes of it.
  sign: (_options, direction) => (direction === 'to-server' ? 'none' : 'end'),
  explain: (options) =>
    `Close ${options.code}${options.reason === '' ? '' : ` "${options.reason}"`}, then ${afterwards[options.then]}`,
  create: ({ code, reason, then }, { direction }) => ({
    onStart: () => closeActions(direction, code, reason, then),
  }),
});

const afterwards = { fin: 'FIN', reset: 'RST', open: 'leave TCP open' } as const;
