import { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import { rate, size } from '../base/size.ts';
import type { Piece } from './action.ts';
import { defineFault } from './define-fault.ts';

/**
 * A link of a fixed rate. Every byte has its time on one schedule, so that late timers do not add up; what comes faster waits
 * and pushes back to the sender. What still waits when the fault is lifted goes on at once.
 */
export const bandwidth = defineFault({
  type: 'bandwidth',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Pass no more than so many bytes a second.',
  wireFact: 'the bytes as they were, in pieces of about 20 ms of the rate; the end behind them',
  options: z
    .strictObject({
      rate: rate.refine((bytes) => bytes >= 1, 'at least 1B/s'),
      burst: size.prefault('0B').describe('What may pass at once after a time of idleness.'),
    })
    .transform((options) => ({ bytesPerSecond: options.rate, burstBytes: options.burst })),
  example: { rate: '8KiB/s', burst: '4KiB' },
  explain: ({ bytesPerSecond, burstBytes }) =>
    `pass ${bytesPerSecond} bytes/s${burstBytes === 0 ? '' : `, ${burstBytes} at once`}`,
  create: ({ bytesPerSecond, burstBytes }) => {
    /** Since when the link is busy, and what it took since. */
    let busySince: Instant = 0;
    let owedBytes = 0;
    const paidAt = (): Instant => busySince + (owedBytes * 1000) / bytesPerSecond;
    const burstMs = (burstBytes * 1000) / bytesPerSecond;
    const evenSize = Math.max(1, Math.round((bytesPerSecond * pieceMs) / 1000));

    return {
      onChunk({ length }, now) {
        if (paidAt() <= now) {
          busySince = now;
          owedBytes = 0;
        }
        const pieceSize = Math.max(evenSize, Math.ceil(length / maxPieces));
        const pieces: Piece[] = [];
        for (let left = length; left > 0; ) {
          const taken = Math.min(left, pieceSize);
          left -= taken;
          owedBytes += taken;
          pieces.push({ size: taken, dueAt: Math.max(now, paidAt() - burstMs) });
        }
        return [{ kind: 'slice', pieces }];
      },
      onLift: () => [{ kind: 'hasten' }],
    };
  },
});

const pieceMs = 20;

/** Of one chunk: a longer one, as another fault can make it, is cut more coarsely. */
const maxPieces = 65_536;
