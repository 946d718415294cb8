/** Where the rows of the swim-lane are, in pixels from the top. */
export interface LaneLayout {
  readonly faultTop: (row: number) => number;
  readonly lanes: readonly LanePlace[];
  readonly axis: number;
  readonly height: number;
}

/** One lane: the client's band on top, the server's below, and frames between. */
export interface LanePlace {
  /** Its marks are told above it. */
  readonly label: number;
  readonly client: number;
  readonly server: number;
}

export const bandHeight = 10;
export const faultHeight = 16;
/** Left of the lanes, for their names. */
export const gutter = 52;

const labelHeight = 18;
const axisHeight = 22;
/** Between the bands of a lane, by how many lanes there are. */
const gaps = [92, 92, 52, 36] as const;
const narrowGap = 26;

export function layOutLanes({ faults, lanes }: { readonly faults: number; readonly lanes: number }): LaneLayout {
  const faultRows = Math.max(1, faults);
  const count = Math.max(1, lanes);
  const gap = gaps[count] ?? narrowGap;
  const laneHeight = labelHeight + 2 * bandHeight + gap + 6;
  const first = faultRows * (faultHeight + 2) + 4;
  const places = Array.from({ length: count }, (_, index) => {
    const label = first + index * laneHeight;
    const client = label + labelHeight;
    return { label, client, server: client + bandHeight + gap };
  });
  const axis = first + count * laneHeight + 2;
  return { faultTop: (row) => row * (faultHeight + 2), lanes: places, axis, height: axis + axisHeight };
}

/** Where a connection is drawn; `undefined`: it is not. */
export function placeOf(
  connection: number,
  { laneOf, layout }: { readonly laneOf: (connection: number) => number | undefined; readonly layout: LaneLayout },
): LanePlace | undefined {
  return layout.lanes[laneOf(connection) ?? -1];
}
