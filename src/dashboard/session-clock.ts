/** Tells what time it is in the session, whose instants come late: the one that came least late says how far its clock is off. */
export interface SessionClock {
  /** Something that the server told of an instant of its own came at a local one. */
  observe(told: number, local: number): void;
  /** The session's time; `undefined` before anything was told. */
  at(local: number): number | undefined;
}

export function createSessionClock(): SessionClock {
  let offset = Number.NEGATIVE_INFINITY;
  return {
    observe(told, local) {
      offset = Math.max(offset, told - local);
    },
    at: (local) => (offset === Number.NEGATIVE_INFINITY ? undefined : local + offset),
  };
}
