import type { LogEntry, Told } from './log-entry.ts';

export interface EventLogOptions {
  /** So many entries of frames are kept, the newest; with 0 a session tells of no frame at all. */
  readonly maxFrames?: number;
  /** So many others are kept: frames must not push out what they led to. */
  readonly maxEvents?: number;
}

/** What there is behind an id. */
export interface LogPage {
  /** In the order of their ids. */
  readonly entries: readonly LogEntry[];
  /** Entries that came after the id are not kept any more. */
  readonly hasGap: boolean;
}

/** Which entries: those of frames (`frame`, `delivered`), or the others. */
export type LogPart = 'frames' | 'events';

/** The log of a session, bounded in memory. */
export interface EventLog {
  /** The id of the newest entry; 0 before the first. */
  readonly lastId: number;
  add(told: Told): LogEntry;
  /** What came after the entry with this id, and is still there: at most `limit` entries, the oldest; without `part`, of both. */
  since(id: number, part?: LogPart, limit?: number): LogPage;
  /** Hears of every entry as it comes, synchronously; the function that it returns ends that. A listener must not throw. */
  subscribe(listener: (entry: LogEntry) => void): () => void;
}

export function createEventLog({ maxFrames = 20_000, maxEvents = 5_000 }: EventLogOptions = {}): EventLog {
  const rings = { frames: createRing(maxFrames), events: createRing(maxEvents) };
  const listeners = new Set<(entry: LogEntry) => void>();
  let lastId = 0;

  return {
    get lastId() {
      return lastId;
    },
    add(told) {
      const entry: LogEntry = { id: ++lastId, ...told };
      rings[partOf(entry)].push(entry);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    since(id, part, limit = Number.POSITIVE_INFINITY) {
      if (part !== undefined) return rings[part].since(id, limit);
      const [frames, events] = [rings.frames.since(id, limit), rings.events.since(id, limit)];
      const entries = [...frames.entries, ...events.entries].sort((a, b) => a.id - b.id).slice(0, limit);
      return { entries, hasGap: frames.hasGap || events.hasGap };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Which part of the log an entry belongs to. */
export function partOf({ kind }: LogEntry): LogPart {
  return kind === 'frame' || kind === 'delivered' ? 'frames' : 'events';
}

interface Ring {
  push(entry: LogEntry): void;
  since(id: number, limit: number): LogPage;
}

function createRing(capacity: number): Ring {
  const entries: LogEntry[] = [];
  /** How many there ever were; the newest stands before `total % capacity`. */
  let total = 0;
  let lastDropped = 0;
  const nth = (index: number): LogEntry => entries[index % capacity] as LogEntry;
  return {
    push(entry) {
      if (total >= capacity) lastDropped = nth(total).id;
      entries[total++ % capacity] = entry;
    },
    since(id, limit) {
      let [low, high] = [Math.max(0, total - capacity), total];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (nth(middle).id <= id) low = middle + 1;
        else high = middle;
      }
      const length = Math.min(limit, total - low);
      return { entries: Array.from({ length }, (_, index) => nth(low + index)), hasGap: id < lastDropped };
    },
  };
}
