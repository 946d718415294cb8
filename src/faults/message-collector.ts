import { type FrameSpec, isControl } from '../wire/frame.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { copyFrame } from './copy-frame.ts';
import type { FrameView } from './fault-hooks.ts';
import { createFrameTest, type FrameMatcher } from './frame-matcher.ts';

/**
 * Puts matching messages together; give it every frame of one direction, in order. With the last or only frame of a message
 * it gives the message as one frame; never one with more than `maxBytes` of payload, of which nothing is kept.
 */
export function createMessageCollector(
  matcher: FrameMatcher,
  maxBytes: number,
): (frame: FrameView) => FrameSpec | undefined {
  const isWanted = createFrameTest(matcher);
  let first: FrameView | undefined;
  let parts: Uint8Array[] = [];
  let length = 0;

  const begin = (frame: FrameView | undefined): void => {
    first = frame;
    parts = [];
    length = 0;
  };

  const add = (frame: FrameView): FrameSpec | undefined => {
    length += frame.header.payloadLength;
    if (first === undefined || frame.payload === undefined || length > maxBytes) {
      begin(undefined);
      return undefined;
    }
    parts.push(frame.payload);
    if (!frame.endsMessage) return undefined;
    const message = { ...copyFrame(first.header, joinBytes(parts)), fin: true };
    begin(undefined);
    return message;
  };

  return (frame) => {
    if (isControl(frame.header.opcode)) {
      return isWanted(frame) && frame.payload !== undefined ? copyFrame(frame.header, frame.payload) : undefined;
    }
    if (frame.startsMessage) begin(isWanted(frame) ? frame : undefined);
    return first === undefined ? undefined : add(frame);
  };
}
