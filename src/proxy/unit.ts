import type { EndKind } from '../faults/action.ts';
import type { FrameView } from '../faults/fault-hooks.ts';

/** A frame on its way through one direction; the same object in all its units. */
export interface FrameInFlight {
  /** With its payload, where that was gathered, once its last byte has come. */
  view: FrameView;
  /** Its header was already forwarded when the faults began to look at frames: it passes whole. */
  readonly committed: boolean;
}

/** What travels through the stages of one direction, in order. */
export type Unit = DataUnit | EndUnit;

export interface DataUnit {
  readonly kind: 'data';
  readonly bytes: Uint8Array;
  /** The one frame that the bytes belong to; `undefined` for a whole chunk and for bytes outside the frames. */
  readonly frame: FrameInFlight | undefined;
  /** With `frame`: these are its first bytes, the complete header among them. */
  readonly starts: boolean;
  /** With `frame`: these are its last. */
  readonly ends: boolean;
  /** Of a chunk with several frames: the same bytes as units of one frame each, for a fault that looks at frames. */
  readonly parts: readonly DataUnit[] | undefined;
  /** Without `frame`: more of a header whose beginning was forwarded already; it passes with its frame. */
  readonly underWay: boolean;
  /** Without `frame`: the frames whose last byte is in here; {@link completedBy} tells those of any unit. */
  readonly completes: readonly FrameView[];
  /** No frame is cut by the end of these bytes. */
  readonly boundaryAfter: boolean;
  /** What the writing of these bytes means beyond frames. */
  readonly meaning: Meaning | undefined;
}

/** The head of the answer to the handshake ends with the bytes; `isWhole`: all of it is in them. */
export type Meaning =
  | { readonly kind: 'open'; readonly isWhole: boolean }
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs?: number | undefined };

export interface EndUnit {
  readonly kind: 'end';
  readonly how: EndKind;
  /** A fault ends the whole connection here, behind what was written. */
  readonly isCut?: boolean;
}

/** Bytes outside the frames: a head, or any other protocol. */
export function rawUnit(bytes: Uint8Array, meaning?: Meaning): DataUnit {
  return unitOf(bytes, undefined, false, none, true, meaning);
}

/** Bytes behind the handshake, cut wherever they came cut. */
export function chunkUnit(
  bytes: Uint8Array,
  given: Partial<Pick<DataUnit, 'parts' | 'completes' | 'boundaryAfter' | 'underWay'>>,
): DataUnit {
  const { parts, underWay = false, completes = none, boundaryAfter = true } = given;
  return unitOf(bytes, parts, underWay, completes, boundaryAfter, undefined);
}

/** Written out: there is one for every chunk, and copying a model costs more than all the rest. */
function unitOf(
  bytes: Uint8Array,
  parts: readonly DataUnit[] | undefined,
  underWay: boolean,
  completes: readonly FrameView[],
  boundaryAfter: boolean,
  meaning: Meaning | undefined,
): DataUnit {
  return {
    kind: 'data',
    bytes,
    frame: undefined,
    starts: false,
    ends: false,
    parts,
    underWay,
    completes,
    boundaryAfter,
    meaning,
  };
}

/** The frames whose last byte is in the unit. Nothing is kept for it with a unit of one frame: thousands may wait. */
export function completedBy({ frame, ends, completes }: DataUnit): readonly FrameView[] {
  return frame === undefined ? completes : ends ? [frame.view] : none;
}

const none: readonly FrameView[] = [];
