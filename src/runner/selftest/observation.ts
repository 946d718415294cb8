/** What both ends of a behaviour saw, in lines for people: heads line by line, other bytes in hex, and how the peer ended. */
export interface Observation {
  readonly client: readonly string[];
  readonly server: readonly string[];
}

/** An end of the connection. */
export type End = keyof Observation;
