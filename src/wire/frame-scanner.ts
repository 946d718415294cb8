import type { FrameHeader, FrameSpan } from './frame.ts';
import { decodeFrameHeader, maxHeaderLength } from './frame-header.ts';

/**
 * Finds the frames in one direction of a connection, from the first byte behind the handshake. It reads headers only, so a
 * chunk costs the same whatever payload it carries, and it scans every frame: that a peer breaks the protocol is for
 * {@link findViolations} to say.
 */
export interface FrameScanner {
  /** The spans of the frames in the next chunk, in order; the contract is {@link FrameSpan}'s. */
  scan(chunk: Uint8Array): readonly FrameSpan[];
  /** True when no frame is under way and no part of a header waits: here a frame of our own may be written. */
  readonly atBoundary: boolean;
  /** A copy of the bytes of an incomplete header, empty when there are none; to be flushed when the source ends. */
  readonly pendingHeader: Uint8Array;
}

const noSpans: readonly FrameSpan[] = Object.freeze([]);

export function createFrameScanner(): FrameScanner {
  const pending = new Uint8Array(maxHeaderLength);
  let pendingLength = 0;
  let current: FrameHeader | undefined;
  let payloadSeen = 0;

  const completePending = (chunk: Uint8Array): FrameHeader | undefined => {
    let header: FrameHeader | undefined;
    for (let at = 0; header === undefined && at < chunk.length; at++) {
      pending[pendingLength++] = chunk[at] as number;
      header = decodeFrameHeader(pending, 0, pendingLength);
    }
    return header;
  };

  /** The span of a frame, from `start` to the frame's or the chunk's end; remembers what is left of the frame. */
  const cut = (
    frame: FrameHeader,
    starts: boolean,
    start: number,
    payloadStart: number,
    chunkLength: number,
    carried: Uint8Array | undefined,
  ): FrameSpan => {
    const payloadOffset = starts ? 0 : payloadSeen;
    const left = frame.payloadLength - payloadOffset;
    const ends = left <= chunkLength - payloadStart;
    const end = ends ? payloadStart + left : chunkLength;
    current = ends ? undefined : frame;
    payloadSeen = payloadOffset + end - payloadStart;
    return { frame, starts, ends, start, payloadStart, payloadOffset, end, carried };
  };

  return {
    scan(chunk) {
      const { length } = chunk;
      if (length === 0) return noSpans;
      let spans: FrameSpan[] | undefined;
      let at = 0;
      if (current !== undefined) {
        const span = cut(current, false, 0, 0, length, undefined);
        spans = [span];
        at = span.end;
      } else if (pendingLength > 0) {
        const carriedLength = pendingLength;
        const header = completePending(chunk);
        if (header === undefined) return noSpans;
        pendingLength = 0;
        const payloadStart = header.headerLength - carriedLength;
        const span = cut(header, true, 0, payloadStart, length, pending.slice(0, carriedLength));
        spans = [span];
        at = span.end;
      }
      while (at < length) {
        const header = decodeFrameHeader(chunk, at, length);
        if (header === undefined) {
          pending.set(chunk.subarray(at));
          pendingLength = length - at;
          break;
        }
        const span = cut(header, true, at, at + header.headerLength, length, undefined);
        // Most chunks are one frame, and an array that grows has room for seventeen.
        if (spans === undefined) spans = [span];
        else spans.push(span);
        at = span.end;
      }
      return spans ?? noSpans;
    },
    get atBoundary() {
      return current === undefined && pendingLength === 0;
    },
    get pendingHeader() {
      return pending.slice(0, pendingLength);
    },
  };
}
