import type { Observation } from './observation.ts';
import type { Stage } from './stage.ts';

/** What a proxy cannot hand on, whoever writes it, and what is there to be seen instead. */
export interface InherentDifference {
  /** A few words: `502 instead of a refusal`. */
  readonly name: string;
  /** One sentence: why no proxy of this kind can do otherwise, or why this one does not. */
  readonly because: string;
  /** What must be seen through the proxy where this was seen directly: exactly this, and no more, may differ. */
  readonly instead: (direct: Observation) => Observation;
}

/** Something that a network does between a client and a server, and that a proxy must not change. */
export interface Behaviour {
  /** What is done; unique within its group. */
  readonly name: string;
  readonly group: string;
  /** Absent: nothing may differ. */
  readonly inherent?: InherentDifference;
  /**
   * Does it, with both ends; what they see is written down by the stage. It waits for events and never for time, so that
   * the observation is the same every time.
   */
  readonly run: (stage: Stage) => Promise<void>;
}

/** Types the behaviours of one file and gives them their group. */
export function defineBehaviours(group: string, rows: readonly Omit<Behaviour, 'group'>[]): readonly Behaviour[] {
  return rows.map((row) => ({ ...row, group }));
}
