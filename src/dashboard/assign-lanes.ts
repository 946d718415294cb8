/** What takes room on a lane for some time; without `to` it is still there. */
export interface Span {
  readonly connection: number;
  readonly from: number;
  readonly to: number | undefined;
}

/** Which lane each connection has, from 0, and how many lanes there are. */
export interface LanePlan {
  readonly laneOf: ReadonlyMap<number, number>;
  readonly lanes: number;
  /** Connections that share the last lane with others. */
  readonly crowded: number;
}

/**
 * Gives each connection the first lane that is free: a client that comes back goes on where its last connection ended. Beyond
 * `most` lanes all others share the last one. Spans come in the order in which they begin.
 */
export function assignLanes(spans: readonly Span[], most: number): LanePlan {
  /** When each lane is free again. */
  const free: number[] = [];
  const laneOf = new Map<number, number>();
  let crowded = 0;
  for (const { connection, from, to = Number.POSITIVE_INFINITY } of spans) {
    const found = free.findIndex((at) => at <= from);
    const lane = found === -1 ? Math.min(free.length, most - 1) : found;
    if (found === -1 && free.length >= most) crowded++;
    free[lane] = Math.max(free[lane] ?? 0, to);
    laneOf.set(connection, lane);
  }
  return { laneOf, lanes: free.length, crowded };
}
