import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { createFrameTest, frameMatcher, matcherNeedsPayload, matcherTouchesData } from './frame-matcher.ts';

/** Matching frames vanish; all others are byte-exact. */
export const drop = defineFault({
  type: 'drop',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  summary: 'Drop matching frames; all others pass byte-exact.',
  wireFact: 'the matching frames are missing; nothing else changes',
  options: z.strictObject({ frames: frameMatcher }),
  example: { frames: 'pong' },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: ({ frames }) => matcherNeedsPayload(frames),
  explain: ({ frames }) => `drop ${describeMatcher(frames)}`,
  create: ({ frames }) => {
    const isWanted = createFrameTest(frames);
    return { onFrame: (frame) => (isWanted(frame) ? [{ kind: 'drop' }] : [{ kind: 'forward' }]) };
  },
});

function describeMatcher({ opcode, ...conditions }: z.output<typeof frameMatcher>): string {
  const given = Object.entries(conditions)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [`${opcode?.join(', ') ?? 'any'} frames`, ...given].join(', ');
}
