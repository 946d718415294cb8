/**
 * How many iterations of a run may go on side by side, whichever cases they belong to. It narrows when the machine does not
 * keep up: what is measured is worth more than the time that it takes. It widens again, up to where it began, when for a
 * while no iteration was noisy.
 */
export interface LaneControl {
  /** How many lanes there are now. */
  readonly width: number;
  /**
   * Waits for so many lanes at once, or for all of them where there are not that many; who asked first is first. A whole
   * number from 1.
   */
  enter(weight: number): Promise<Lane>;
  /** Waits until a lane is free that nobody waits for. */
  room(): Promise<void>;
}

/** The lanes that an iteration has. */
export interface Lane {
  /** Nothing may run beside it: noise is its own, or the machine's. */
  readonly isAlone: boolean;
  /**
   * Gives the lanes back, once. After noise there are half as many from now on; of many that were disturbed together only
   * the first narrows.
   */
  leave(how: 'quiet' | 'noisy' | 'untold'): void;
}

interface Waiting {
  readonly weight: number;
  readonly enter: (lane: Lane) => void;
}

/** So many times each lane must have been quiet before more are tried: what is noisy then is lost time. */
const quietTurns = 4;

/** `most`: as many lanes as there may ever be, from 1. */
export function createLaneControl(most: number): LaneControl {
  let width = most;
  let used = 0;
  let quietOnes = 0;
  const waiting: Waiting[] = [];
  let waitingForRoom: (() => void)[] = [];

  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined && used + Math.min(next.weight, width) <= width; next = waiting[0]) {
      waiting.shift();
      next.enter(take(Math.min(next.weight, width)));
    }
    if (waiting.length > 0 || used >= width) return;
    const freed = waitingForRoom;
    waitingForRoom = [];
    for (const go of freed) go();
  };

  const learn = (how: 'quiet' | 'noisy' | 'untold', widthThen: number): void => {
    if (how === 'noisy') {
      quietOnes = 0;
      if (widthThen === width) width = Math.max(1, Math.floor(width / 2));
    } else if (how === 'quiet' && ++quietOnes >= quietTurns * width) {
      quietOnes = 0;
      width = Math.min(most, 2 * width);
    }
  };

  const take = (weight: number): Lane => {
    const widthThen = width;
    const isAlone = weight === width;
    let left = false;
    used += weight;
    return {
      isAlone,
      leave(how) {
        if (left) return;
        left = true;
        used -= weight;
        // Fewer lanes would be no quieter for one that had them all.
        learn(how === 'noisy' && isAlone ? 'untold' : how, widthThen);
        admit();
      },
    };
  };

  return {
    get width() {
      return width;
    },
    enter: (weight) =>
      new Promise((resolve) => {
        waiting.push({ weight, enter: resolve });
        admit();
      }),
    room: () =>
      new Promise((resolve) => {
        waitingForRoom.push(resolve);
        admit();
      }),
  };
}
