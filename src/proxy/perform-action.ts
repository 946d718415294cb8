import type { Instant } from '../base/clock.ts';
import type { ConnectionAction, HandshakeAnswer, Side, TlsMode } from '../faults/action.ts';
import { type Direction, isControl } from '../wire/frame.ts';
import type { Flow } from './flow.ts';
import { encodeOwnFrame } from './own-frame.ts';
import type { PeerSocket } from './peer.ts';
import { resetPeer } from './socket-end.ts';

/** What of a connection an action can act on. */
export interface ActionTarget {
  readonly now: () => Instant;
  /** The 101 was forwarded, so frames may follow. */
  readonly isOpen: () => boolean;
  readonly flow: (direction: Direction) => Flow;
  /** `undefined` while there is none. */
  readonly peer: (side: Side) => PeerSocket | undefined;
  readonly drawMaskKey: () => Uint8Array;
  /** False when there is no request to answer and none can come. */
  readonly answer: (answer: HandshakeAnswer) => boolean;
  readonly ignore: () => void;
  readonly postpone: (until: Instant) => void;
  readonly breakTls: (mode: TlsMode) => void;
}

/**
 * Does what a fault asks of a connection; `done` is called when it has happened, and not when it could not, with the instant
 * just before.
 */
export function performAction(target: ActionTarget, action: ConnectionAction, done?: (t: Instant) => void): void {
  const t = target.now();
  switch (action.kind) {
    case 'inject': {
      if (!target.isOpen()) return;
      const { frame, direction, between = isControl(frame.opcode) ? 'frames' : 'messages', wrongMask = false } = action;
      const bytes = encodeOwnFrame(frame, wrongMask ? opposite(direction) : direction, target.drawMaskKey);
      target.flow(direction).writer.command({ kind: 'inject', bytes, between }, done);
      return;
    }
    case 'seal':
      target.flow(action.direction).writer.command({ kind: 'seal' }, done);
      return;
    case 'end':
      target.flow(towards(action.side)).writer.command({ kind: 'end' }, done);
      return;
    case 'reset': {
      if (action.afterWrites === true) {
        target.flow(towards(action.side)).writer.command({ kind: 'reset' }, done);
        return;
      }
      const peer = target.peer(action.side);
      if (peer === undefined || peer.raw.destroyed) return;
      resetPeer(peer);
      done?.(t);
      return;
    }
    case 'respond':
      if (!target.answer(action.answer)) return;
      break;
    case 'ignore':
      target.ignore();
      break;
    case 'postpone':
      target.postpone(action.until);
      break;
    case 'stop-reading':
      target.flow(opposite(towards(action.side))).stopReading();
      break;
    case 'read-on':
      target.flow(opposite(towards(action.side))).readOn();
      break;
    case 'break-tls':
      target.breakTls(action.mode);
      break;
    default:
      action satisfies never;
  }
  done?.(t);
}

function towards(side: Side): Direction {
  return side === 'client' ? 'to-client' : 'to-server';
}

function opposite(direction: Direction): Direction {
  return direction === 'to-client' ? 'to-server' : 'to-client';
}
