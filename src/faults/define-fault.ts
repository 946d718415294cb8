import type { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import type { FaultSign } from '../base/fault-sign.ts';
import type { Random } from '../base/random.ts';
import type { Direction, FrameHeader } from '../wire/frame.ts';
import type { Action, EndKind } from './action.ts';

/** Where a fault acts; the catalogue and the README are grouped by it. */
export const faultLayers = ['connect', 'tls', 'handshake', 'frames', 'bytes', 'link', 'process'] as const;
export type FaultLayer = (typeof faultLayers)[number];

/** What a fault sees of a frame. */
export interface FrameView {
  readonly header: FrameHeader;
  readonly direction: Direction;
  /** The opcode of the message that the frame belongs to: for a continuation, that of the message's first frame. */
  readonly messageOpcode: number;
  /** False for the continuations of a fragmented message. */
  readonly startsMessage: boolean;
  /** True for the last or only frame of a message, and for control frames. */
  readonly endsMessage: boolean;
  /** Unmasked; always there for a control frame, else only when asked for and of at most 1 MiB. */
  readonly payload: Uint8Array | undefined;
}

/** What a fault sees of an upgrade request. */
export interface UpgradeRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What one instance of a fault may draw on. */
export interface FaultContext {
  /** This fault's own stream. */
  readonly random: Random;
  /** The direction of a `flow` instance; of a `connection` instance, the plan's. */
  readonly direction: Direction | 'both';
}

/**
 * One instance of an active fault. Which hooks are called depends on `appliesTo`: a `listener` or `connection` instance
 * hears `onStart`, `onUpgrade` and `onLift`; a `flow` instance, made for each direction, also what flows.
 */
export interface FaultHooks {
  /** The fault takes effect: at once on a live connection, idle or not; on a new one when it is accepted. */
  readonly onStart?: (now: Instant) => readonly Action[];
  /** A complete upgrade request, before the server's answer. No action: it passes. */
  readonly onUpgrade?: (request: UpgradeRequest, now: Instant) => readonly Action[];
  /** A frame whose header is complete. The actions hold for the frame's every byte. Frames begun before the fault pass. */
  readonly onFrame?: (frame: FrameView, now: Instant) => readonly Action[];
  /** Bytes as they came; also those before and without a WebSocket handshake. */
  readonly onChunk?: (bytes: Uint8Array, now: Instant) => readonly Action[];
  /** The sender finished this direction. Default: passed on, behind all that waits. */
  readonly onEnd?: (how: EndKind, now: Instant) => readonly Action[];
  /** The fault is over. Default: what it holds is released; what is due later stays due. */
  readonly onLift?: (now: Instant) => readonly Action[];
}

/**
 * A fault type: one file in `src/faults`, one entry in the schema, one row in the README. The functions are methods, so
 * that a definition with any options is a `FaultDefinition`; only what `options` parsed may be given to them.
 */
export interface FaultDefinition<Options = unknown> {
  /** kebab-case, equals the file name. */
  readonly type: string;
  readonly layer: FaultLayer;
  /** `listener`: the port. `connection`: both sides at once. `flow`: each direction for itself. */
  readonly appliesTo: 'listener' | 'connection' | 'flow';
  /** `instant` faults happen once and take no `for`, `until` or `count`; `lasting` ones are lifted. */
  readonly lifetime: 'instant' | 'lasting';
  /** One line for the README table and `wschaos faults`. */
  readonly summary: string;
  /** What can be seen on the wire, one line. */
  readonly wireFact: string;
  /** Strict; its output is what `explain` and `create` get. */
  readonly options: z.ZodType<Options>;
  /** A `with:` block that is valid and typical, for the catalogue. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Where `direction` is left out. */
  readonly defaultDirection: Direction | 'both';
  /** True when data frames are changed or read: `permessage-deflate` is then taken out of the handshake. */
  touchesData(options: Options): boolean;
  /** True when `onFrame` wants payloads. */
  needsPayload(options: Options): boolean;
  /** What a client sees while the fault acts in this direction; the detection bound follows from it. Default: `none`. */
  sign(options: Options, direction: Direction | 'both'): FaultSign;
  /** One clause for timelines and logs: `hold chunks for 50 ± 10 ms`. */
  explain(options: Options): string;
  create(options: Options, context: FaultContext): FaultHooks;
}

type Optional = 'wireFact' | 'example' | 'defaultDirection' | 'touchesData' | 'needsPayload' | 'sign';

/** Completes a definition with the defaults; the options' type is inferred from the schema. */
export function defineFault<Options>(
  fault: Omit<FaultDefinition<Options>, Optional> & Partial<Pick<FaultDefinition<Options>, Optional>>,
): FaultDefinition<Options> {
  return {
    wireFact: fault.summary,
    example: {},
    defaultDirection: 'both',
    touchesData: () => false,
    needsPayload: () => false,
    sign: () => 'none',
    ...fault,
  };
}
