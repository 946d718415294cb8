/** One line of a program's output: `bytes[start]` up to and without `bytes[end]`, without its line ending. */
export type OnLine = (bytes: Buffer, start: number, end: number) => void;

/** Cuts a program's output into lines. */
export interface LineSplitter {
  write(chunk: Buffer): void;
  /** The output is over: what came without a line ending is a line too. */
  end(): void;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits at LF and CR LF. No line is copied unless it spans chunks, and none is longer than `maxLineBytes`: what exceeds
 * that is thrown away up to the next LF, so a program that never ends its line costs no memory.
 */
export function createLineSplitter(maxLineBytes: number, onLine: OnLine): LineSplitter {
  // One byte more than the limit tells a line that was cut from one that ends there.
  const maxHeldBytes = maxLineBytes + 1;
  /** The begin of a line whose end has not come yet. */
  const held = Buffer.allocUnsafe(maxHeldBytes);
  let heldBytes = 0;
  /** Whether anything of the current line came in an earlier chunk, be it held or thrown away. */
  let isContinued = false;

  const hold = (chunk: Buffer, start: number, end: number): void => {
    heldBytes += chunk.copy(held, heldBytes, start, Math.min(end, start + maxHeldBytes - heldBytes));
    isContinued = true;
  };

  const emit = (bytes: Buffer, start: number, end: number): void => {
    if (end - start > maxLineBytes) onLine(bytes, start, start + maxLineBytes);
    else onLine(bytes, start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end);
  };

  const emitHeld = (): void => {
    // A copy, so that what is held next does not change the line under its receiver. There is one at most in each chunk.
    const line = Buffer.from(held.subarray(0, heldBytes));
    heldBytes = 0;
    isContinued = false;
    emit(line, 0, line.length);
  };

  return {
    write(chunk) {
      let start = 0;
      // A plain loop: with lines of a few bytes, a call of indexOf for each would take ten times as long.
      for (let i = 0; i < chunk.length; i += 1) {
        if (chunk[i] !== lineFeed) continue;
        if (isContinued) {
          hold(chunk, start, i);
          emitHeld();
        } else {
          emit(chunk, start, i);
        }
        start = i + 1;
      }
      if (start < chunk.length) hold(chunk, start, chunk.length);
    },
    end() {
      if (isContinued) emitHeld();
    },
  };
}
