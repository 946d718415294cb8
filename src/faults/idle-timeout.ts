import { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import { defineFault } from './define-fault.ts';
import { closeCode, describeEnding, endActions, ending, isCodeUsed } from './ending.ts';

/**
 * What a load balancer does to a connection without traffic: one byte either way starts the time anew. On a connection that
 * exists when the fault starts it is counted from then.
 */
export const idleTimeout = defineFault({
  type: 'idle-timeout',
  layer: 'link',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'End a connection that carried no byte for a while.',
  wireFact: 'after so long without a byte either way: FIN, RST, Close and FIN, or silence for good, on both sides',
  options: z
    .strictObject({
      after: duration.refine((ms) => ms > 0, 'must be longer than 0').describe('Without a byte, either way.'),
      how: ending.default('fin'),
      code: closeCode.optional().describe('For `how: close`. Default: 1001.'),
    })
    .refine(isCodeUsed, { path: ['code'], error: 'only a Close frame has a code: add "how: close"' })
    .transform(({ after, how, code = 1001 }) => ({ afterMs: after, how, code })),
  example: { after: '1s', how: 'reset' },
  explain: ({ afterMs, how, code }) => `${describeEnding(how, code)} after ${formatDuration(afterMs)} without a byte`,
  create: ({ afterMs, how, code }) => {
    let lastByteAt: Instant = 0;
    return {
      onStart(now) {
        lastByteAt = now;
        return [{ kind: 'wake', at: now + afterMs }];
      },
      onTraffic(now) {
        lastByteAt = now;
      },
      onWake(now) {
        const dueAt = lastByteAt + afterMs;
        return now < dueAt ? [{ kind: 'wake', at: dueAt }] : endActions(how, code);
      },
    };
  },
});
