import { type DrawnFrame, type FrameRing, isFrameToServer, isPlainMessage, readFrame } from './frame-ring.ts';

/** Where frames are drawn: which time, on how many columns, and which connections on which lane. */
export interface ColumnsRequest {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly lanes: number;
  /** The lane of a connection; `undefined`: it is not shown. */
  readonly laneOf: (connection: number) => number | undefined;
}

/** Frames of one lane: single ones where there is room, else how many there are in each column of pixels. */
export interface LaneFrames {
  /** Pings, pongs, closes and lost frames always; messages while they can be told apart. */
  readonly single: readonly DrawnFrame[];
  /** Messages by column, where they are too many to be told apart; else `undefined`. */
  readonly dense: { readonly toServer: Uint32Array; readonly toClient: Uint32Array } | undefined;
  readonly most: number;
}

/** So many messages on a column on average cannot be told apart. */
const densePerColumn = 0.5;
/** Strokes of one lane that are drawn one by one, the newest; they cost the more, the more there are. */
const maxSingle = 3_000;

export function gatherColumns(ring: FrameRing, request: ColumnsRequest): readonly LaneFrames[] {
  const { from, to, columns, lanes } = request;
  const scale = columns / Math.max(1, to - from);
  const gathered = Array.from({ length: lanes }, () => ({
    special: [] as DrawnFrame[],
    plain: [] as DrawnFrame[],
    messages: 0,
    toServer: new Uint32Array(columns),
    toClient: new Uint32Array(columns),
  }));
  const limit = columns * densePerColumn;

  // Frames that follow one another are mostly of one connection.
  let [known, lane] = [Number.NaN, gathered[-1]];
  ring.visit(from, to, (t, connection, flags) => {
    if (connection !== known) {
      known = connection;
      lane = gathered[request.laneOf(connection) ?? -1];
    }
    if (lane === undefined) return;
    if (!isPlainMessage(flags)) {
      keep(lane.special, readFrame(t, connection, flags));
      return;
    }
    lane.messages++;
    const column = Math.min(columns - 1, Math.floor((t - from) * scale));
    const counts = isFrameToServer(flags) ? lane.toServer : lane.toClient;
    counts[column] = (counts[column] ?? 0) + 1;
    if (lane.messages <= limit) lane.plain.push(readFrame(t, connection, flags));
  });

  return gathered.map(({ special, plain, messages, toServer, toClient }) => {
    const newest = special.slice(-maxSingle);
    if (messages <= limit) return { single: [...plain, ...newest], dense: undefined, most: 0 };
    return { single: newest, dense: { toServer, toClient }, most: largest(toServer, toClient) };
  });
}

/** Keeps a list from growing without end. */
function keep(list: DrawnFrame[], frame: DrawnFrame): void {
  list.push(frame);
  if (list.length >= 2 * maxSingle) list.splice(0, maxSingle);
}

function largest(...columns: readonly Uint32Array[]): number {
  let most = 0;
  for (const column of columns) for (const count of column) if (count > most) most = count;
  return most;
}
