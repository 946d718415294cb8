import { expect } from 'vitest';
import type { FrameHeader } from '../../src/wire/frame.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { concat } from './hex.ts';

/** A frame put together from its spans. */
export interface ScannedFrame {
  readonly header: FrameHeader;
  /** All bytes of the frame that came. */
  readonly bytes: Uint8Array;
  /** Unmasked. */
  readonly payload: Uint8Array;
  readonly complete: boolean;
}

/** Scans chunks and puts the frames together, holding every span to the contract of `FrameSpan`. */
export function scanFrames(chunks: readonly Uint8Array[]): { frames: ScannedFrame[]; pendingHeader: Uint8Array } {
  const scanner = createFrameScanner();
  const frames: {
    header: FrameHeader;
    parts: Uint8Array[];
    payloadParts: Uint8Array[];
    seen: number;
    complete: boolean;
  }[] = [];
  for (const chunk of chunks) {
    const carriedBefore = scanner.pendingHeader;
    let at = 0;
    for (const [index, span] of scanner.scan(chunk).entries()) {
      expect(span.start).toBe(at);
      expect(span.end).toBeLessThanOrEqual(chunk.length);
      expect(span.carried ?? new Uint8Array(0)).toEqual(index === 0 ? carriedBefore : new Uint8Array(0));
      at = span.end;
      let frame = frames.at(-1);
      expect(span.starts).toBe(frame === undefined || frame.complete);
      if (span.starts) {
        frame = { header: span.frame, parts: [], payloadParts: [], seen: 0, complete: false };
        frames.push(frame);
      }
      if (frame === undefined) throw new Error('a span continues a frame that never started');
      expect(span.frame).toBe(frame.header);
      expect(span.payloadOffset).toBe(frame.seen);
      frame.parts.push(span.carried ?? new Uint8Array(0), chunk.subarray(span.start, span.end));
      const payload = chunk.subarray(span.payloadStart, span.end);
      const { maskKey } = span.frame;
      frame.payloadParts.push(maskKey === undefined ? payload : applyMask(payload, maskKey, span.payloadOffset));
      frame.seen += payload.length;
      frame.complete = span.ends;
    }
    const tail = chunk.length - at;
    expect(tail).toBeLessThan(14);
    expect(scanner.atBoundary).toBe(scanner.pendingHeader.length === 0 && frames.at(-1)?.complete !== false);
  }
  return {
    frames: frames.map(({ header, parts, payloadParts, complete }) => ({
      header,
      bytes: concat(parts),
      payload: concat(payloadParts),
      complete,
    })),
    pendingHeader: scanner.pendingHeader,
  };
}
