import { z } from 'zod';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import type { Piece } from './action.ts';
import { defineFault } from './define-fault.ts';

/**
 * The server's 101 in small pieces: a deadline that every byte puts off never fires. What is still to come when the fault is
 * lifted comes at once. Other answers pass untouched.
 */
export const trickleUpgrade = defineFault({
  type: 'trickle-upgrade',
  layer: 'handshake',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: "Deliver the server's 101 a few bytes at a time.",
  wireFact:
    'the head of the 101 in segments of so many bytes, one an interval, the first at once; every byte as it was',
  options: z
    .strictObject({
      bytes: z.int().min(1).default(1).describe('In each piece.'),
      interval: duration
        .refine((ms) => ms > 0, 'must be longer than 0')
        .default(100)
        .describe('From piece to piece.'),
    })
    .transform(({ bytes, interval }) => ({ bytes, intervalMs: interval })),
  example: { bytes: 1, interval: '100ms' },
  defaultDirection: 'to-client',
  refuses: () => ({
    'direction: to-server': 'acts on what the server answers',
    // Lifted at a number, it would undo what it has just done.
    count: 'delivers the rest at once when it is lifted',
  }),
  explain: ({ bytes, intervalMs }) =>
    `deliver the 101 ${bytes === 1 ? 'byte by byte' : `in pieces of ${bytes} bytes`}, one every ${formatDuration(intervalMs)}`,
  create: ({ bytes, intervalMs }) => ({
    onAnswer: (head, now) => [{ kind: 'slice', pieces: cutEvenly(head.length, bytes, now, intervalMs) }],
    onLift: () => [{ kind: 'hasten' }],
  }),
});

function cutEvenly(length: number, size: number, startAt: number, intervalMs: number): readonly Piece[] {
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    size: Math.min(size, length - index * size),
    dueAt: startAt + index * intervalMs,
  }));
}
