import { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import { drawBetween } from '../base/random.ts';
import { size } from '../base/size.ts';
import type { Piece } from './action.ts';
import { defineFault } from './define-fault.ts';

/**
 * Bytes arrive in small TCP segments, cut anywhere: a reader that takes a segment for a message fails. What still waits when
 * the fault is lifted goes on at once.
 */
export const slice = defineFault({
  type: 'slice',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Cut what passes into small segments.',
  wireFact: 'the bytes as they were, in segments of the size, one each delay; the end behind them',
  options: z
    .strictObject({
      size: size.refine((bytes) => bytes >= 1, 'at least 1B'),
      variation: size.prefault('0B').describe('Each size differs by up to so much, ±.'),
      // Writes in one turn would travel in one segment.
      delay: duration
        .refine((ms) => ms >= 1, 'at least 1ms')
        .prefault('1ms')
        .describe('From segment to segment.'),
    })
    .refine(({ size, variation }) => variation === 0 || variation < size, {
      path: ['variation'],
      error: 'must be less than the size',
    })
    .transform((options) => ({ bytes: options.size, variationBytes: options.variation, delayMs: options.delay })),
  example: { size: '16B', variation: '8B', delay: '2ms' },
  explain: ({ bytes, variationBytes, delayMs }) =>
    `cut into ${bytes}${variationBytes === 0 ? '' : ` ± ${variationBytes}`} bytes, one each ${formatDuration(delayMs)}`,
  create: ({ bytes, variationBytes, delayMs }, { random }) => {
    let lastDueAt: Instant = Number.NEGATIVE_INFINITY;
    const drawSize = (): number => Math.round(drawBetween(random, bytes - variationBytes, bytes + variationBytes));
    return {
      onChunk({ length }, now) {
        const least = Math.ceil(length / maxPieces);
        const pieces: Piece[] = [];
        for (let left = length; left > 0; ) {
          const taken = Math.min(left, Math.max(drawSize(), least));
          left -= taken;
          lastDueAt = Math.max(now, lastDueAt + delayMs);
          pieces.push({ size: taken, dueAt: lastDueAt });
        }
        return [{ kind: 'slice', pieces }];
      },
      onLift: () => [{ kind: 'hasten' }],
    };
  },
});

/** Of one chunk: a longer one, as another fault can make it, is cut more coarsely. */
const maxPieces = 65_536;
