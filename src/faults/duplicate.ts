import { z } from 'zod';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import { matcherTouchesData } from './frame-matcher.ts';
import { createMessageCollector } from './message-collector.ts';
import { messageMatcher } from './message-matcher.ts';

/**
 * A message comes again, as after a retry whose acknowledgement was lost. A fragmented one is repeated behind its last
 * fragment, as one frame. Messages above 1 MiB come once.
 */
export const duplicate = defineFault({
  type: 'duplicate',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'added',
  summary: 'Repeat matching messages.',
  wireFact: 'each matching message as it was, then its copies, each in one frame; above 1 MiB no copies',
  options: z.strictObject({
    frames: messageMatcher.prefault('data'),
    copies: z.int().min(1).max(10).default(1).describe('How many more.'),
  }),
  example: { frames: 'text', copies: 1 },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: () => true,
  explain: ({ frames, copies }) => `repeat ${describeMatcher(frames)} ${copies === 1 ? 'once' : `${copies} times`}`,
  create: ({ frames, copies }) => {
    const collect = createMessageCollector(frames, maxMessageBytes);
    return {
      onFrame(view) {
        const frame = collect(view);
        if (frame === undefined) return [{ kind: 'forward' }];
        return [{ kind: 'forward' }, ...Array.from({ length: copies }, () => ({ kind: 'insert', frame }) as const)];
      },
    };
  },
});

const maxMessageBytes = 2 ** 20;
