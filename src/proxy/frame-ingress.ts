import type { FrameView } from '../faults/fault-hooks.ts';
import type { Direction, FrameHeader, FrameSpan } from '../wire/frame.ts';
import { isControl } from '../wire/frame.ts';
import { createFrameScanner } from '../wire/frame-scanner.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { createMessageTracker } from '../wire/message-tracker.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import { chunkUnit, completedBy, type DataUnit, type FrameInFlight } from './unit.ts';

export interface FrameIngressOptions {
  readonly direction: Direction;
  /** Which payloads to gather for those to whom complete frames are told. */
  readonly gathers: () => 'none' | 'control' | 'all';
}

/** Cuts the bytes of one direction, behind the handshake, into units, and says which frames are complete. */
export interface FrameIngress {
  /** The chunk as it came, for when nobody looks at frames. */
  takeWhole(chunk: Uint8Array): DataUnit;
  /** The chunk as units of at most one frame each; an incomplete header at its end is held back. */
  takeFrames(chunk: Uint8Array): readonly DataUnit[];
  /** The same as one unit with parts; `undefined` when all of it is held back. */
  takeChunk(chunk: Uint8Array): DataUnit | undefined;
  /** What is held back; to be sent when the source ends or when nobody looks at frames any more. */
  flush(): DataUnit | undefined;
  /** Between two frames, so that what starts now meets every frame whole. */
  atBoundary(): boolean;
  /** At a boundary and between two messages: it knows nothing of what came. */
  isIdle(): boolean;
}

export function createFrameIngress({ direction, gathers }: FrameIngressOptions): FrameIngress {
  const scanner = createFrameScanner();
  const tracker = createMessageTracker();
  let frame: FrameInFlight | undefined;
  let gathered: Uint8Array[] | undefined;
  /** The bytes of the incomplete header wait here and not with the receiver. */
  let holdsHeader = false;

  const begin = (header: FrameHeader, committed: boolean): FrameInFlight => {
    const { messageOpcode, startsMessage, endsMessage } = tracker.track(header);
    const which = header.payloadLength > maxInspectedBytes ? 'none' : gathers();
    gathered = which === 'all' || (which === 'control' && isControl(header.opcode)) ? [] : undefined;
    return {
      view: { header, direction, messageOpcode, startsMessage, endsMessage, payload: undefined },
      committed,
    };
  };

  /** Follows one span; gives its frame. */
  const follow = (chunk: Uint8Array, span: FrameSpan): FrameInFlight => {
    const of =
      span.starts || frame === undefined ? begin(span.frame, span.carried !== undefined && !holdsHeader) : frame;
    frame = span.ends ? undefined : of;
    gathered?.push(chunk.subarray(span.payloadStart, span.end));
    return of;
  };

  /** The last span of a frame was followed. */
  const complete = (of: FrameInFlight): void => {
    if (gathered === undefined) return;
    of.view = viewPayload(of.view, joinBytes(gathered));
    gathered = undefined;
  };

  const takeSpan = (chunk: Uint8Array, span: FrameSpan): DataUnit => {
    const of = follow(chunk, span);
    const bytes = span.start === 0 && span.end === chunk.length ? chunk : chunk.subarray(span.start, span.end);
    const headed = span.carried !== undefined && holdsHeader ? joinBytes([span.carried, bytes]) : bytes;
    holdsHeader = false;
    if (span.ends) complete(of);
    return {
      kind: 'data',
      bytes: headed,
      frame: of,
      starts: span.starts,
      ends: span.ends,
      parts: undefined,
      underWay: false,
      completes: none,
      boundaryAfter: span.ends,
      meaning: undefined,
    };
  };

  const takeFrames = (chunk: Uint8Array): DataUnit[] => {
    const spans = scanner.scan(chunk);
    // Made at its length: one that grows has room for seventeen, and most chunks are one frame.
    const units = new Array<DataUnit>(spans.length);
    for (let index = 0; index < spans.length; index++) units[index] = takeSpan(chunk, spans[index] as FrameSpan);
    const pendingLength = scanner.atBoundary ? 0 : scanner.pendingHeader.length;
    if (pendingLength === 0) return units;
    // A header that begins here is held back; one that began in a chunk that was forwarded whole goes on as it comes.
    if (units.length > 0 || pendingLength === chunk.length) holdsHeader = true;
    if (!holdsHeader) units.push(chunkUnit(chunk, { underWay: true, boundaryAfter: false }));
    return units;
  };

  return {
    takeWhole(chunk) {
      const held = holdsHeader ? scanner.pendingHeader : undefined;
      const completes: FrameView[] = [];
      for (const span of scanner.scan(chunk)) {
        const of = follow(chunk, span);
        if (span.ends) {
          complete(of);
          completes.push(of.view);
        }
        holdsHeader = false;
      }
      holdsHeader = false;
      const bytes = held === undefined ? chunk : joinBytes([held, chunk]);
      return chunkUnit(bytes, { completes, boundaryAfter: scanner.atBoundary });
    },
    takeFrames,
    takeChunk(chunk) {
      const parts = takeFrames(chunk);
      const [first, second] = parts;
      if (first === undefined || second === undefined) return first;
      return chunkUnit(joinBytes(parts.map(({ bytes }) => bytes)), {
        parts,
        completes: parts.flatMap(completedBy),
        boundaryAfter: parts.at(-1)?.boundaryAfter === true,
      });
    },
    flush() {
      if (!holdsHeader) return undefined;
      holdsHeader = false;
      return chunkUnit(scanner.pendingHeader, { boundaryAfter: false });
    },
    atBoundary: () => scanner.atBoundary,
    isIdle: () => scanner.atBoundary && !tracker.inMessage,
  };
}

const none: readonly FrameView[] = [];
