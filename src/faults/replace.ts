import { z } from 'zod';
import { isControl } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import { copyFrame } from './copy-frame.ts';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import { createFrameTest, type FrameMatcher, matcherTouchesData } from './frame-matcher.ts';
import { countPayloads, encodePayload, payloadFields } from './given-payload.ts';
import { messageMatcher } from './message-matcher.ts';

/** RFC 6455 §5.5. */
const maxControlBytes = 125;

/**
 * Matching messages carry another payload: a pong that answers nothing, a message that no schema knows. The opcode stays. A
 * fragmented message becomes one frame, where its first fragment was. One whose first frame has more than 1 MiB passes.
 */
export const replace = defineFault({
  type: 'replace',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'changed',
  summary: 'Give matching messages another payload.',
  wireFact: 'each matching message in one frame with this payload; all others byte-exact; above 1 MiB untouched',
  options: z
    .strictObject({ frames: messageMatcher, ...payloadFields })
    .refine((options) => countPayloads(options) === 1, 'give one of text, json and base64')
    .transform(({ frames, ...given }) => ({ frames, payload: encodePayload(given) }))
    .refine(({ frames, payload }) => payload.length <= maxControlBytes || !mayMatchControl(frames), {
      path: ['frames'],
      error: `a control frame has at most ${maxControlBytes} bytes: name data frames for a longer payload`,
    }),
  example: { frames: 'pong', text: 'not yours' },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: () => true,
  explain: ({ frames, payload }) => `replace ${describeMatcher(frames)} with ${payload.length} bytes`,
  create: ({ frames, payload }) => {
    const isWanted = createFrameTest(frames);
    let isReplaced = false;
    return {
      onFrame(view) {
        const continues = !view.startsMessage && !isControl(view.header.opcode);
        if (continues) return [{ kind: isReplaced ? 'drop' : 'forward' }];
        const takes = isWanted(view) && view.payload !== undefined;
        if (!isControl(view.header.opcode)) isReplaced = takes;
        if (!takes) return [{ kind: 'forward' }];
        return [{ kind: 'forward', bytes: encodeFrame({ ...copyFrame(view.header, payload), fin: true }) }];
      },
    };
  },
});

function mayMatchControl({ opcode, heartbeat }: FrameMatcher): boolean {
  if (heartbeat !== undefined && heartbeat !== 'ws') return false;
  return opcode === undefined || opcode.some((name) => ['any', 'control', 'close', 'ping', 'pong'].includes(name));
}
