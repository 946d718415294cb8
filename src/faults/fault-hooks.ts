import type { Instant } from '../base/clock.ts';
import type { Direction, FrameHeader } from '../wire/frame.ts';
import type { ConnectionAction, EndKind, FlowAction, ListenerAction, ProcessAction, WakeAction } from './action.ts';

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
  /** Without the query. */
  readonly path: string;
  /** Behind the `?`, where there is one. */
  readonly query?: string;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The port. One instance while the fault is active. */
export interface ListenerHooks {
  /** `live`: the connections that are up, by number. */
  readonly onStart?: (now: Instant, live: readonly number[]) => readonly (ListenerAction | WakeAction)[];
  /** A connection was accepted; connection actions are for it. */
  readonly onAccept?: (connection: number, now: Instant) => readonly (ListenerAction | ConnectionAction | WakeAction)[];
  /** A connection is gone. */
  readonly onGone?: (connection: number, now: Instant) => readonly (ListenerAction | WakeAction)[];
  readonly onWake?: (now: Instant) => readonly (ListenerAction | WakeAction)[];
  readonly onLift?: (now: Instant) => readonly ListenerAction[];
}

/** One connection as a whole. */
export interface ConnectionHooks {
  /** The fault takes effect: at once on a live connection, idle or not; on a new one when it is accepted. */
  readonly onStart?: (now: Instant) => readonly (ConnectionAction | WakeAction)[];
  /** A complete upgrade request, before the server's answer. No action: it passes. */
  readonly onUpgrade?: (request: UpgradeRequest, now: Instant) => readonly (ConnectionAction | WakeAction)[];
  /** The 101 was forwarded; on a connection that is open already, right after `onStart`. */
  readonly onOpen?: (now: Instant) => readonly (ConnectionAction | WakeAction)[];
  /** Bytes came, from either side. */
  readonly onTraffic?: (now: Instant) => void;
  readonly onWake?: (now: Instant) => readonly (ConnectionAction | WakeAction)[];
  readonly onLift?: (now: Instant) => readonly ConnectionAction[];
}

/** One direction of one connection. */
export interface FlowHooks {
  /** The whole head of a server's 101, towards the client. Default: as any chunk. */
  readonly onAnswer?: (head: Uint8Array, now: Instant) => readonly FlowAction[];
  /** A frame whose header is complete. The actions hold for the frame's every byte. Frames begun before the fault pass. */
  readonly onFrame?: (frame: FrameView, now: Instant) => readonly FlowAction[];
  /** Bytes as they came; also those before and without a WebSocket handshake. */
  readonly onChunk?: (bytes: Uint8Array, now: Instant) => readonly FlowAction[];
  /** The sender finished this direction. Default: passed on, behind all that waits. */
  readonly onEnd?: (how: EndKind, now: Instant) => readonly FlowAction[];
  /** The fault is over. Default: what it holds is released; what is due later stays due. */
  readonly onLift?: (now: Instant) => readonly FlowAction[];
}

/** A program that wschaos started. One instance while the fault is active. */
export interface ProcessHooks {
  readonly onStart: (now: Instant) => readonly ProcessAction[];
  /** Without it the fault is over when the last of those has happened. */
  readonly onLift?: (now: Instant) => readonly ProcessAction[];
}
