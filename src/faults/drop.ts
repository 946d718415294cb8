import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import {
  createFrameTest,
  type FrameName,
  frameMatcher,
  matcherNeedsPayload,
  matcherTouchesData,
} from './frame-matcher.ts';

/** Matching frames vanish; all others are byte-exact. */
export const drop = defineFault({
  type: 'drop',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'thinned',
  summary: 'Drop matching frames; all others pass byte-exact.',
  wireFact: 'the matching frames are missing; nothing else changes',
  options: z.strictObject({ frames: frameMatcher }),
  example: { frames: 'pong' },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: ({ frames }) => matcherNeedsPayload(frames),
  sign: ({ frames }, direction) => {
    const dropped = wholeClasses(frames);
    const lost = { pings: dropped.has('ping'), pongs: dropped.has('pong') };
    const isUnanswered = (direction !== 'to-client' && lost.pings) || (direction !== 'to-server' && lost.pongs);
    const isMute = dropped.has('text') && dropped.has('binary');
    if (isMute) return isUnanswered ? 'silence' : 'no-messages';
    return isUnanswered ? 'no-pongs' : 'none';
  },
  explain: ({ frames }) => `drop ${describeMatcher(frames)}`,
  create: ({ frames }) => {
    const isWanted = createFrameTest(frames);
    return { onFrame: (frame) => (isWanted(frame) ? [{ kind: 'drop' }] : [{ kind: 'forward' }]) };
  },
});

/** Which kinds of frame a matcher takes without exception: a condition on the single frame lets others pass. */
function wholeClasses({ opcode, heartbeat, ...conditions }: z.output<typeof frameMatcher>): ReadonlySet<string> {
  if (Object.values(conditions).some((value) => value !== undefined)) return new Set();
  const named = new Set((opcode ?? ['any']).flatMap((name) => members[name] ?? [name]));
  if (heartbeat === undefined) return named;
  // The heartbeats of other protocols are messages among messages.
  return new Set(heartbeat === 'ws' ? (['ping', 'pong'] as const).filter((name) => named.has(name)) : []);
}

const data = ['text', 'binary'] as const;
const control = ['close', 'ping', 'pong'] as const;
const members: Readonly<Partial<Record<FrameName, readonly FrameName[]>>> = {
  any: [...data, ...control],
  data,
  control,
};
