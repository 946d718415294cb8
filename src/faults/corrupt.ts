import { z } from 'zod';
import { opcodes } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import { copyFrame } from './copy-frame.ts';
import { corruptBytes, corruptText } from './corrupt-bytes.ts';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import type { FrameView } from './fault-hooks.ts';
import { createFrameTest, frameMatcher, matcherTouchesData } from './frame-matcher.ts';

/**
 * The payload arrives damaged in a frame that is valid: what a broken middlebox or a bug in a serialiser does. Frames above
 * 1 MiB pass untouched.
 */
export const corrupt = defineFault({
  type: 'corrupt',
  layer: 'frames',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'changed',
  summary: 'Change bytes in the payload of matching frames; the framing stays valid.',
  wireFact: 'each matching frame with the same header and so many other bytes in its payload; above 1 MiB untouched',
  options: z.strictObject({
    frames: frameMatcher.prefault('data'),
    bytes: z.int().min(1).default(1).describe('How many, in each frame.'),
    utf8: z
      .enum(['keep', 'break'])
      .default('keep')
      .describe('What becomes of text: valid UTF-8 with other letters, or not UTF-8 any more.'),
  }),
  example: { frames: 'text', bytes: 1 },
  touchesData: ({ frames }) => matcherTouchesData(frames),
  needsPayload: () => true,
  explain: ({ frames, bytes, utf8 }) =>
    `change ${bytes === 1 ? 'a byte' : `${bytes} bytes`} of ${describeMatcher(frames)}${utf8 === 'break' ? ', so that text is not UTF-8' : ''}`,
  create: ({ frames, bytes, utf8 }, { random }) => {
    const isWanted = createFrameTest(frames);
    const damage = (view: FrameView, payload: Uint8Array): Uint8Array =>
      view.messageOpcode === opcodes.text
        ? corruptText(payload, bytes, utf8, view.endsMessage, random)
        : corruptBytes(payload, bytes, random);
    return {
      onFrame(view) {
        if (!isWanted(view) || view.payload === undefined || view.payload.length === 0) return [{ kind: 'forward' }];
        return [{ kind: 'forward', bytes: encodeFrame(copyFrame(view.header, damage(view, view.payload))) }];
      },
    };
  },
});
