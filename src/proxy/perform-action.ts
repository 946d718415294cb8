import type net from 'node:net';
import type { Random } from '../base/random.ts';
import type { ConnectionAction, HandshakeAnswer, Side } from '../faults/action.ts';
import type { Direction } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import type { Flow } from './flow.ts';
import { resetSocket } from './socket-end.ts';

/** What of a connection an action can act on. */
export interface ActionTarget {
  /** The 101 was forwarded, so frames may follow. */
  readonly isOpen: () => boolean;
  readonly flow: (direction: Direction) => Flow;
  /** The TCP socket of a side; `undefined` while there is none. */
  readonly raw: (side: Side) => net.Socket | undefined;
  readonly answer: (answer: HandshakeAnswer) => void;
  /** For masking keys. */
  readonly random: Random;
}

/** Does what a fault asks of a connection; `done` is called when it has happened, and not when it could not. */
export function performAction(target: ActionTarget, action: ConnectionAction, done?: () => void): void {
  switch (action.kind) {
    case 'inject': {
      if (!target.isOpen()) return;
      const maskKey = action.direction === 'to-server' ? { maskKey: drawMaskKey(target.random) } : {};
      const bytes = encodeFrame({ ...maskKey, ...action.frame });
      target.flow(action.direction).writer.command({ kind: 'inject', bytes }, done);
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
      const raw = target.raw(action.side);
      if (raw === undefined || raw.destroyed) return;
      resetSocket(raw);
      done?.();
      return;
    }
    case 'respond':
      target.answer(action.answer);
      done?.();
      return;
    default:
      action satisfies never;
  }
}

function towards(side: Side): Direction {
  return side === 'client' ? 'to-client' : 'to-server';
}

function drawMaskKey(random: Random): Uint8Array {
  return Uint8Array.from({ length: 4 }, () => Math.floor(random.next() * 256));
}
