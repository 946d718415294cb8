/** Finds messages that are missing in the numbered streams of a server. */
export interface GapWatch {
  /** The sequences that were skipped before this one, or `undefined` when it is the next, a repetition, or a late one. */
  observe(stream: string, sequence: number): Gap | undefined;
}

/** The first and the last sequence that is missing. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** A server has one stream for a client; before it knows the client's name it may use another. */
const maxStreams = 16;

/** A stream begins wherever its first message stands: what came before was not meant for us. */
export function createGapWatch(): GapWatch {
  const highest = new Map<string, number>();
  return {
    observe(stream, sequence) {
      const last = highest.get(stream);
      if (last !== undefined && sequence <= last) return undefined;
      if (last === undefined && highest.size >= maxStreams) {
        const [oldest] = highest.keys();
        if (oldest !== undefined) highest.delete(oldest);
      }
      highest.set(stream, sequence);
      return last === undefined || sequence === last + 1 ? undefined : { from: last + 1, to: sequence - 1 };
    },
  };
}
