import type { LaneFrames } from './frame-columns.ts';
import type { LaneLayout } from './lane-layout.ts';
import type { PlacedFault } from './place-faults.ts';
import type { Band, Mark } from './timeline-book.ts';

/** A mark, or one that was measured. */
export type LaneMark = Omit<Mark, 'what'> & { readonly what: Mark['what'] | 'ready' };

/** What is drawn of a minute. */
export interface LanePicture {
  readonly from: number;
  readonly to: number;
  readonly layout: LaneLayout;
  readonly laneOf: (connection: number) => number | undefined;
  readonly frames: readonly LaneFrames[];
  readonly bands: readonly Band[];
  readonly marks: readonly LaneMark[];
  readonly faults: readonly PlacedFault[];
  /** Instead of lanes. */
  readonly emptyText: string | undefined;
}
