import { z } from 'zod';
import { type Random, shuffledIndices } from '../base/random.ts';
import type { FrameSpec } from '../wire/frame.ts';
import type { FlowAction } from './action.ts';
import { copyFrame } from './copy-frame.ts';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import { createFrameTest, matcherTouchesData } from './frame-matcher.ts';
import { messageMatcher } from './message-matcher.ts';

/**
 * Messages leave in another order than they came in, as after a queue with several workers. They wait until the window is
 * full, or 4 MiB wait; what waits goes on in order when the fault is lifted or the direction ends. A fragmented message, and
 * one above 1 MiB, does not wait: it overtakes those that do.
 */
export const reorder = defineFault({
  type: 'reorder',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'changed',
  summary: 'Let matching messages leave in another order.',
  wireFact: 'each window of matching messages in another order, every message byte-exact; all else at once',
  options: z.strictObject({
    frames: messageMatcher.prefault('data'),
    window: z.int().min(2).max(64).describe('How many messages wait for one another.'),
  }),
  example: { frames: 'text', window: 2 },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: () => true,
  explain: ({ frames, window }) => `reorder ${describeMatcher(frames)}, ${window} at a time`,
  create: ({ frames, window }, { random }) => {
    const isWanted = createFrameTest(frames);
    let waiting: FrameSpec[] = [];
    let bytes = 0;
    const takeAll = (): readonly FrameSpec[] => {
      const all = waiting;
      waiting = [];
      bytes = 0;
      return all;
    };
    return {
      onFrame(view) {
        if (!isWanted(view) || view.payload === undefined || !view.startsMessage || !view.endsMessage) {
          return [{ kind: 'forward' }];
        }
        waiting.push(copyFrame(view.header, view.payload));
        bytes += view.payload.length;
        const isFull = waiting.length === window || bytes > maxWaitingBytes;
        return [{ kind: 'drop' }, ...(isFull ? insertAll(derange(takeAll(), random)) : [])];
      },
      onEnd: () => [...insertAll(takeAll()), { kind: 'forward' }],
      onLift: () => insertAll(takeAll()),
    };
  },
});

const maxWaitingBytes = 4 * 2 ** 20;

function insertAll(frames: readonly FrameSpec[]): readonly FlowAction[] {
  return frames.map((frame) => ({ kind: 'insert', frame }));
}

/** Any order but the one that it was. */
function derange(frames: readonly FrameSpec[], random: Random): readonly FrameSpec[] {
  const order = shuffledIndices(random, frames.length);
  const isUnchanged = order.every((from, to) => from === to);
  const [first, ...others] = frames;
  if (isUnchanged) return first === undefined ? [] : [...others, first];
  return order.map((from) => frames[from] as FrameSpec);
}
