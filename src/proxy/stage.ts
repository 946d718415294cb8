import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { FlowHooks } from '../faults/fault-hooks.ts';
import type { Direction } from '../wire/frame.ts';
import type { Unit } from './unit.ts';

export interface StageOptions {
  readonly hooks: FlowHooks;
  readonly clock: Clock;
  readonly random: Random;
  readonly direction: Direction;
  /** That a frame or chunk meets the fault at all. */
  readonly probability: number;
  readonly needsPayload: boolean;
  /** For frames of our own that go to the server. */
  readonly drawMaskKey: () => Uint8Array;
  /** The next stage, or the writer. */
  readonly output: (unit: Unit) => void;
  /** The fault changed something: a frame, a chunk or an end. */
  readonly onTouched: () => void;
  /** A frame that the fault let by is complete; it may have begun before the fault. */
  readonly onFramePassed: () => void;
  /** The amount that the stage holds has changed, or it is spent. */
  readonly onHeldChanged: () => void;
}

/** One active fault in one direction of one connection. Order is kept: nothing overtakes what waits here. */
export interface Stage {
  push(unit: Unit): void;
  /** The fault is over. What waits goes on as the fault's documentation says; a message that was begun meets its fate whole. */
  lift(): void;
  /** Throws away what waits; nothing comes out any more. */
  dispose(): void;
  heldBytes(): number;
  /** Nothing waits, not even an end. */
  isEmpty(): boolean;
  /** The end of the direction waits here until the fault is lifted. */
  withholdsEnd(): boolean;
  /** Lifted, and nothing waits any more. */
  isSpent(): boolean;
}
