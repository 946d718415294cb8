import { z } from 'zod';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import type { ConnectionAction } from './action.ts';
import { defineFault } from './define-fault.ts';
import { closeCode, describeEnding, type Ending, endActions, ending } from './ending.ts';

/**
 * A server that accepts and drops, as one in a crash loop does: a backoff that starts anew with every open hammers it. A
 * connection that is up when the fault is lifted stays up.
 */
export const flap = defineFault({
  type: 'flap',
  layer: 'handshake',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Let connections open and end them soon after.',
  wireFact: 'a complete 101, then RST, FIN, or Close and FIN, to both sides',
  options: z
    .strictObject({
      after: duration.default(0).describe('From the 101 to the end.'),
      with: ending.exclude(['silent']).default('reset').describe('How the connection ends.'),
      code: closeCode.optional().describe('The status code for `with: close`. Default: 1011.'),
    })
    .refine((options) => options.code === undefined || options.with === 'close', {
      path: ['code'],
      error: 'only a Close frame has a code: add "with: close"',
    })
    .transform(({ after, with: how, code = 1011 }) => ({ afterMs: after, how, code })),
  example: { after: '20ms', with: 'reset' },
  sign: () => 'end',
  explain: ({ afterMs, how, code }) =>
    `${describeEnding(how, code)} ${afterMs === 0 ? 'right' : formatDuration(afterMs)} after the 101`,
  create: ({ afterMs, how, code }) => ({
    onOpen: (now) => (afterMs === 0 ? endingOf(how, code) : [{ kind: 'wake', at: now + afterMs }]),
    onWake: () => endingOf(how, code),
  }),
});

function endingOf(how: Ending, code: number): readonly ConnectionAction[] {
  if (how !== 'reset') return endActions(how, code);
  return [
    { kind: 'seal', direction: 'to-client' },
    // A RST throws away what was written and not read yet, and the client shall see the 101.
    { kind: 'reset', side: 'client', afterWrites: true },
    { kind: 'reset', side: 'server' },
  ];
}
