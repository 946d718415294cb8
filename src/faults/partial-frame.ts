import { z } from 'zod';
import { size } from '../base/size.ts';
import type { Direction } from '../wire/frame.ts';
import { cutEnding, describeCutEnding } from './cut-ending.ts';
import { defineFault } from './define-fault.ts';
import { describeMatcher } from './describe-matcher.ts';
import {
  createFrameTest,
  type FrameMatcher,
  frameMatcher,
  matcherNeedsPayload,
  matcherTouchesData,
} from './frame-matcher.ts';

/**
 * A frame breaks off: its header promises more than ever comes. The first one that matches and is longer than `bytes`,
 * counted from its first byte, is cut. What stalls then stays so, also when the fault is lifted.
 */
export const partialFrame = defineFault({
  type: 'partial-frame',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Cut the next matching frame short, then stall or end the connection.',
  wireFact: 'so many bytes of a frame, header included, then silence, FIN or RST; no byte behind them',
  options: z.strictObject({
    frames: frameMatcher.prefault('any'),
    bytes: size.refine((bytes) => bytes >= 1, 'at least 1B').describe('What passes of the frame, header included.'),
    then: cutEnding,
  }),
  example: { frames: 'data', bytes: '4B', then: 'stall' },
  defaultDirection: 'to-client',
  touchesData: ({ frames }) => matcherNeedsPayload(frames) && matcherTouchesData(frames),
  needsPayload: ({ frames }) => matcherNeedsPayload(frames),
  // A frame that the matcher or the length lets by is a sign of life, and an end waits for the next frame.
  sign: ({ frames, bytes, then }, direction) =>
    then === 'stall' && takesEvery(frames) && bytes < shortestFrame(direction) ? 'silence' : 'none',
  explain: ({ frames, bytes, then }) =>
    `cut the next of ${describeMatcher(frames)} after ${bytes} bytes, then ${describeCutEnding(then)}`,
  create: ({ frames, bytes, then }) => {
    const isWanted = createFrameTest(frames);
    return {
      onFrame(frame) {
        const { headerLength, payloadLength } = frame.header;
        const isCut = isWanted(frame) && headerLength + payloadLength > bytes;
        return [isCut ? { kind: 'cut', bytes, then } : { kind: 'forward' }];
      },
    };
  },
});

function takesEvery({ opcode, ...conditions }: FrameMatcher): boolean {
  return opcode?.includes('any') === true && Object.values(conditions).every((value) => value === undefined);
}

/** A header alone; what goes to the server is masked. */
function shortestFrame(direction: Direction | 'both'): number {
  return direction === 'to-server' ? 6 : 2;
}
