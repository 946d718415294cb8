import { z } from 'zod';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import { defineFault } from './define-fault.ts';
import { closeCode, describeEnding, endActions, ending, isCodeUsed } from './ending.ts';

/**
 * What a gateway does that rotates its connections: each is ended at an age, counted from when it was accepted, or from when
 * the fault met it.
 */
export const maxAge = defineFault({
  type: 'max-age',
  layer: 'link',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'End a connection at an age, busy or not.',
  wireFact: 'so long after the accept: Close and FIN, FIN, RST, or silence for good, on both sides',
  options: z
    .strictObject({
      after: duration,
      from: z
        .enum(['accept', 'fault'])
        .default('accept')
        .describe('Since when: the accept, or, on a connection that exists before, the start of the fault.'),
      how: ending.default('close'),
      code: closeCode.optional().describe('For `how: close`. Default: 1001.'),
    })
    .refine(isCodeUsed, { path: ['code'], error: 'only a Close frame has a code: add "how: close"' })
    .transform(({ after, from, how, code = 1001 }) => ({ afterMs: after, from, how, code })),
  example: { after: '2s', how: 'close' },
  sign: ({ how }) => (how === 'silent' ? 'silence' : 'end'),
  explain: ({ afterMs, from, how, code }) =>
    `${describeEnding(how, code)} ${from === 'accept' ? 'at an age of' : 'after'} ${formatDuration(afterMs)}`,
  create: ({ afterMs, from, how, code }, { acceptedAt }) => ({
    onStart(now) {
      const dueAt = (from === 'accept' ? acceptedAt : now) + afterMs;
      return now < dueAt ? [{ kind: 'wake', at: dueAt }] : endActions(how, code);
    },
    onWake: () => endActions(how, code),
  }),
});
