import { z } from 'zod';
import { encodeClosePayload } from '../wire/close-payload.ts';
import { type Direction, opcodes } from '../wire/frame.ts';
import type { Action, Side } from './action.ts';
import { defineFault } from './define-fault.ts';

/** A Close frame of the proxy's own (RFC 6455 §5.5.1), as a peer that shuts down would send it. */
export const close = defineFault({
  type: 'close',
  layer: 'frames',
  appliesTo: 'connection',
  lifetime: 'instant',
  summary: 'Send a Close frame, then end, reset or leave the connection.',
  wireFact:
    'a Close frame at the next frame boundary, then FIN, RST or nothing; whatever follows in that direction is discarded',
  options: z.strictObject({
    code: z
      .int()
      .min(0)
      .max(65_535)
      .default(1001)
      .describe('The status code; also one that must not stand on the wire.'),
    reason: z
      .string()
      .refine((text) => bytesOf(text) <= maxReasonBytes, { error: ({ input }) => describeLongReason(String(input)) })
      .default('')
      .describe('At most 123 bytes of UTF-8 (RFC 6455 §5.5).'),
    then: z.enum(['fin', 'reset', 'open']).default('fin').describe('What becomes of the TCP connection.'),
  }),
  example: { code: 1012, reason: 'restarting', then: 'fin' },
  defaultDirection: 'to-client',
  // Of one to the server the client sees what the server makes of it.
  sign: (_options, direction) => (direction === 'to-server' ? 'none' : 'end'),
  explain: (options) =>
    `Close ${options.code}${options.reason === '' ? '' : ` "${options.reason}"`}, then ${afterwards[options.then]}`,
  create: (options, { direction }) => {
    const frame = { opcode: opcodes.close, payload: encodeClosePayload(options.code, options.reason) };
    const directions: readonly Direction[] = direction === 'both' ? ['to-client', 'to-server'] : [direction];
    return {
      onStart: () =>
        directions.flatMap((towards): Action[] => [
          { kind: 'inject', direction: towards, frame },
          { kind: 'seal', direction: towards },
          ...finish(options.then, towards === 'to-client' ? 'client' : 'server'),
        ]),
    };
  },
});

/** What a control frame's 125 bytes leave beside the code. */
const maxReasonBytes = 123;

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function describeLongReason(text: string): string {
  return `a close reason has at most ${maxReasonBytes} bytes of UTF-8, this one has ${bytesOf(text)}`;
}

const afterwards = { fin: 'FIN', reset: 'RST', open: 'leave TCP open' } as const;

function finish(how: keyof typeof afterwards, side: Side): Action[] {
  switch (how) {
    case 'fin':
      return [{ kind: 'end', side }];
    case 'reset':
      return [{ kind: 'reset', side, afterWrites: true }];
    case 'open':
      return [];
  }
}
