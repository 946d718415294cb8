import type { FrameView } from '../faults/fault-hooks.ts';
import { type Direction, type FrameSpec, isControl } from '../wire/frame.ts';
import { encodeOwnFrame, frameUnit } from './own-frame.ts';
import type { DataUnit } from './unit.ts';

/**
 * Frames that a fault puts between those of a peer. A control frame may stand between any two frames, all others only
 * between two messages (RFC 6455 §5.4); until then they wait, in order.
 */
export interface OwnFrames {
  /** It goes out with the next {@link follow} or {@link flush} that finds room for it. */
  add(spec: FrameSpec): void;
  /** Bytes of a frame of the peer's went by; `ends`: its last. */
  follow(frame: FrameView, ends: boolean): void;
  flush(): void;
  /** The direction ends: what may still stand goes out, the rest is gone. */
  finish(): void;
  isEmpty(): boolean;
}

export function createOwnFrames(
  direction: Direction,
  drawMaskKey: () => Uint8Array,
  output: (unit: DataUnit) => void,
): OwnFrames {
  let waiting: FrameSpec[] = [];
  let midFrame = false;
  let midMessage = false;

  const flush = (): void => {
    while (!midFrame) {
      const [next] = waiting;
      if (next === undefined || (midMessage && !isControl(next.opcode))) return;
      waiting = waiting.slice(1);
      const unit = frameUnit(encodeOwnFrame(next, direction, drawMaskKey), direction);
      if (unit === undefined) throw new Error('a frame that is inserted must be whole');
      output(unit);
    }
  };

  return {
    add(spec) {
      waiting = [...waiting, spec];
    },
    follow({ header, endsMessage }, ends) {
      midFrame = !ends;
      if (ends && !isControl(header.opcode)) midMessage = !endsMessage;
      if (waiting.length > 0) flush();
    },
    flush,
    finish() {
      flush();
      waiting = [];
    },
    isEmpty: () => waiting.length === 0,
  };
}
