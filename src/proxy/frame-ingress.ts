import type { FrameView } from '../faults/define-fault.ts';
import type { Direction, FrameHeader, FrameSpan } from '../wire/frame.ts';
import { isControl } from '../wire/frame.ts';
import { createFrameScanner } from '../wire/frame-scanner.ts';
import { createMessageTracker } from '../wire/message-tracker.ts';
import { createPayloadGatherer, maxInspectedBytes } from './frame-payload.ts';
import type { DataUnit, FrameInFlight } from './unit.ts';

export interface FrameIngressOptions {
  readonly direction: Direction;
  /** Gather the payloads of data frames too, for matchers that look inside. */
  readonly inspectsData: () => boolean;
}

/** Cuts the bytes of one direction, behind the handshake, into units, and says which frames are complete. */
export interface FrameIngress {
  /** The chunk as one unit, as it came. */
  takeWhole(chunk: Uint8Array): readonly DataUnit[];
  /** The chunk as units of at most one frame each; an incomplete header at its end is held back. */
  takeFrames(chunk: Uint8Array): readonly DataUnit[];
  /** What is held back, as a unit; to be sent when the source ends or when nobody looks at frames any more. */
  flush(): readonly DataUnit[];
  /** Between two frames, so that what starts now meets every frame whole. */
  readonly atBoundary: boolean;
}

export function createFrameIngress({ direction, inspectsData }: FrameIngressOptions): FrameIngress {
  const scanner = createFrameScanner();
  const tracker = createMessageTracker();
  const gatherer = createPayloadGatherer();
  let frame: FrameInFlight | undefined;
  let gathers = false;
  /** The bytes of the incomplete header wait here and not with the receiver. */
  let holdsHeader = false;

  const begin = (header: FrameHeader, committed: boolean): FrameInFlight => {
    const { messageOpcode, startsMessage, endsMessage } = tracker.track(header);
    gathers = (isControl(header.opcode) || inspectsData()) && header.payloadLength <= maxInspectedBytes;
    return {
      view: { header, direction, messageOpcode, startsMessage, endsMessage, payload: undefined },
      committed,
    };
  };

  /** Follows one span; gives its frame, and the frame's view once it is complete. */
  const follow = (chunk: Uint8Array, span: FrameSpan): { of: FrameInFlight; completed: FrameView | undefined } => {
    const of =
      span.starts || frame === undefined ? begin(span.frame, span.carried !== undefined && !holdsHeader) : frame;
    frame = span.ends ? undefined : of;
    if (gathers) gatherer.add(chunk.subarray(span.payloadStart, span.end));
    if (!span.ends) return { of, completed: undefined };
    return { of, completed: gathers ? gatherer.complete(of.view) : of.view };
  };

  const takeHeld = (): Uint8Array | undefined => (holdsHeader ? scanner.pendingHeader : undefined);

  return {
    takeWhole(chunk) {
      const held = takeHeld();
      const completes: FrameView[] = [];
      for (const span of scanner.scan(chunk)) {
        const { completed } = follow(chunk, span);
        if (completed !== undefined) completes.push(completed);
      }
      holdsHeader = false;
      const bytes = held === undefined ? chunk : concat(held, chunk);
      return [whole(bytes, completes, scanner.atBoundary)];
    },
    takeFrames(chunk) {
      const units: DataUnit[] = [];
      const spans = scanner.scan(chunk);
      for (const span of spans) {
        const heldFirst = span.carried !== undefined && holdsHeader;
        const { of, completed } = follow(chunk, span);
        const bytes = chunk.subarray(span.start, span.end);
        units.push({
          kind: 'data',
          bytes: heldFirst ? concat(span.carried as Uint8Array, bytes) : bytes,
          frame: of,
          starts: span.starts,
          ends: span.ends,
          completes: completed === undefined ? [] : [completed],
          boundaryAfter: span.ends,
          meaning: undefined,
        });
        holdsHeader = false;
      }
      // A header that began in a chunk that was forwarded whole stays committed; one that begins here is held.
      const beginsHere = spans.length > 0 || scanner.pendingHeader.length === chunk.length;
      if (scanner.pendingHeader.length === 0) return units;
      if (beginsHere || holdsHeader) holdsHeader = true;
      else units.push(whole(chunk, [], false));
      return units;
    },
    flush() {
      const held = takeHeld();
      holdsHeader = false;
      return held === undefined ? [] : [whole(held, [], false)];
    },
    get atBoundary() {
      return scanner.atBoundary;
    },
  };
}

function whole(bytes: Uint8Array, completes: readonly FrameView[], boundaryAfter: boolean): DataUnit {
  return {
    kind: 'data',
    bytes,
    frame: undefined,
    starts: false,
    ends: false,
    completes,
    boundaryAfter,
    meaning: undefined,
  };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
