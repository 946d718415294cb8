import type { Measurement } from './api-types.ts';
import { assignLanes } from './assign-lanes.ts';
import { formatMs } from './format-figure.ts';
import { gatherColumns } from './frame-columns.ts';
import type { FrameRing } from './frame-ring.ts';
import { gutter, layOutLanes } from './lane-layout.ts';
import type { LaneMark, LanePicture } from './lane-picture.ts';
import { placeFaults } from './place-faults.ts';
import { closedPort, type FaultBand, type TimelineBook } from './timeline-book.ts';

/** What a picture of the last minute is made of. */
export interface PictureRequest {
  readonly ring: FrameRing;
  readonly timeline: TimelineBook;
  readonly measurements: readonly Measurement[];
  /** The ids of the faults that are there. */
  readonly liveFaults: ReadonlySet<string>;
  /** The one that is shown; `undefined`: all. */
  readonly connection: number | undefined;
  /** Its right edge; `undefined`: nothing was told yet. */
  readonly now: number | undefined;
  readonly width: number;
}

const spanMs = 60_000;
const maxLanes = 5;

/** Chooses what of a session is in the picture, and where. */
export function composePicture(request: PictureRequest): LanePicture {
  const { ring, timeline, connection: chosen, now = 0, width } = request;
  const [from, to] = [now - spanMs, now];
  const isSeen = (span: { readonly from: number; readonly to: number | undefined }): boolean =>
    (span.to ?? to) >= from && span.from <= to;
  const spans = timeline.spans.filter((span) => isSeen(span) && (chosen === undefined || span.connection === chosen));
  const plan = assignLanes(spans, maxLanes);
  const acting = timeline.faults.map((fault) => endInstant(fault, request.liveFaults)).filter(isSeen);
  const faults = placeFaults(acting, { from, to, width });
  const layout = layOutLanes({ faults: Math.max(0, ...faults.map(({ row }) => row + 1)), lanes: plan.lanes });
  const laneOf = (connection: number): number | undefined => plan.laneOf.get(connection);
  const columns = Math.max(1, Math.floor(width - gutter));
  const frames = gatherColumns(ring, { from, to, columns, lanes: layout.lanes.length, laneOf });
  const bands = timeline.bands.filter(isSeen);
  const marks: LaneMark[] = [...timeline.marks, ...request.measurements.flatMap((one) => readyMark(one, timeline))];
  const emptyText = plan.lanes > 0 ? undefined : 'no connection in the last minute';
  return { from, to, layout, laneOf, frames, bands, marks, faults, emptyText };
}

/** A fault that happens in an instant is never told to be lifted: it is not there, and has no end. */
function endInstant(fault: FaultBand, live: ReadonlySet<string>): FaultBand {
  const isOver = fault.to === undefined && fault.fault !== closedPort && !live.has(fault.fault);
  return isOver ? { ...fault, to: fault.from } : fault;
}

/** That the client was back at work is known only where it was measured. */
function readyMark({ origin, marks, samples }: Measurement, { marks: told }: TimelineBook): readonly LaneMark[] {
  if (typeof marks.ready !== 'number') return [];
  const t = origin + marks.ready;
  // On the connection that opened last before.
  const opened = told.findLast((mark) => mark.what === 'open' && mark.t <= t + 1);
  if (opened === undefined) return [];
  const { outage } = samples;
  const label = typeof outage === 'number' ? `ready after ${formatMs(outage)}` : 'ready';
  return [{ t, connection: opened.connection, what: 'ready', label }];
}
