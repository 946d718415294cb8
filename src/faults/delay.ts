import { z } from 'zod';
import { duration } from '../base/duration-schema.ts';
import { drawBetween } from '../base/random.ts';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import { createFrameTest, frameMatcher, matcherNeedsPayload, matcherTouchesData } from './frame-matcher.ts';

/**
 * Matching frames are late. Order is kept as on any TCP connection, so what comes behind a late frame waits for it; a frame
 * that is late when the fault is lifted keeps its time.
 */
export const delay = defineFault({
  type: 'delay',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Hold matching frames back for a while; order kept.',
  wireFact: 'the matching frames, and what comes right behind them, arrive later; every byte as it was',
  options: z
    .strictObject({
      frames: frameMatcher,
      delay: duration,
      jitter: duration.prefault('0ms').describe('Width of the variation, ±, uniform.'),
    })
    .transform(({ frames, delay, jitter }) => ({ frames, delayMs: delay, jitterMs: jitter })),
  example: { frames: 'pong', delay: '300ms' },
  // Only what is read must not be compressed: a late message is still the same message.
  touchesData: ({ frames }) => matcherNeedsPayload(frames) && matcherTouchesData(frames),
  needsPayload: ({ frames }) => matcherNeedsPayload(frames),
  explain: ({ frames, delayMs, jitterMs }) =>
    `hold ${describeMatcher(frames)} for ${delayMs}${jitterMs === 0 ? '' : ` ± ${jitterMs}`} ms`,
  create: ({ frames, delayMs, jitterMs }, { random }) => {
    const isWanted = createFrameTest(frames);
    const draw = (): number => Math.max(0, delayMs + drawBetween(random, -jitterMs, jitterMs));
    return {
      onFrame: (frame, now) => [isWanted(frame) ? { kind: 'forward', dueAt: now + draw() } : { kind: 'forward' }],
    };
  },
});
