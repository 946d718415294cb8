/** The last lines of a program's output. */
export interface OutputLog {
  /** Notes a line of bytes, which must not change before they are settled; costs next to nothing. */
  note(bytes: Buffer, start: number, end: number): void;
  /** Turns into text what was noted and not pushed out since, and lets go of the bytes. Call it after each chunk. */
  settle(): void;
  /** Adds a line of our own. */
  add(line: string): void;
  /** Oldest first. */
  readonly lines: readonly string[];
}

/** A line as bytes until it is settled, as text from then on. */
type Entry = string | { readonly bytes: Buffer; readonly start: number; readonly end: number };

/**
 * Keeps the last `maxLines` lines, each cut to `maxLineBytes`. Of a flood only those lines are decoded that are still
 * there at the end of a chunk.
 */
export function createOutputLog(maxLines: number, maxLineBytes: number): OutputLog {
  const entries: (Entry | undefined)[] = new Array(maxLines);
  /** How many lines there have been; the next one goes to this place in the ring. */
  let count = 0;
  let settled = 0;

  const oldest = (): number => Math.max(0, count - maxLines);

  const push = (entry: Entry): void => {
    entries[count % maxLines] = entry;
    count += 1;
  };

  const settle = (): void => {
    for (let i = Math.max(settled, oldest()); i < count; i += 1) {
      const entry = entries[i % maxLines];
      if (typeof entry === 'object') entries[i % maxLines] = entry.bytes.toString('utf8', entry.start, entry.end);
    }
    settled = count;
  };

  return {
    note(bytes, start, end) {
      push({ bytes, start, end: Math.min(end, start + maxLineBytes) });
    },
    settle,
    add(line) {
      push(line);
    },
    get lines() {
      settle();
      const lines: string[] = [];
      for (let i = oldest(); i < count; i += 1) {
        const entry = entries[i % maxLines];
        if (typeof entry === 'string') lines.push(entry);
      }
      return lines;
    },
  };
}
