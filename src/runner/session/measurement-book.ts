import type { Instant } from '../../base/clock.ts';
import type { IterationResult } from '../../result/run-result.ts';
import type { Episode } from './create-episodes.ts';
import type { ThrownFault } from './fault-book.ts';
import type { MeasuredProxy } from './measured-proxy.ts';

/** What was seen of one fault, counted from it. */
export interface Judgement {
  readonly observed: IterationResult;
  readonly origin: Instant;
  readonly isFinal: boolean;
}

/** Judges what each fault did, and keeps memory and work within bounds, however long a session lasts. */
export interface MeasurementBook {
  /** Something happened. */
  changed(): void;
  /** A fault was thrown in: where it begins an episode, those before it are over, and judged for good. */
  entered(fault: ThrownFault): void;
  /** `isFresh`: not a figure of a moment ago. */
  judge(fault: ThrownFault, options?: { readonly isFresh?: boolean }): Judgement;
}

/** Far more than what one fault leads to with a thousand clients; beyond it what is measured is judged for good. */
const maxObservations = 50_000;

/** A look costs the more the more has happened, and it must not disturb what is measured meanwhile. */
const shareOfTime = 0.1;

export function createMeasurementBook(
  measured: Pick<MeasuredProxy, 'episodes' | 'recorder' | 'now' | 'recover'>,
  faults: () => readonly ThrownFault[],
  limit = maxObservations,
): MeasurementBook {
  const { episodes, recorder, now } = measured;
  /** With how much had happened by then. A fault that is forgotten takes its own along. */
  const judgements = new WeakMap<
    ThrownFault,
    { readonly judgement: Judgement; readonly changes: number; readonly restsUntil: Instant }
  >();
  let changes = 0;
  let compactsAt = limit;
  let newest: Episode = episodes.newest;

  const judge = (fault: ThrownFault): Judgement => {
    const startedAt = now();
    const isFinal = fault.episode !== episodes.newest;
    const judgement = { ...episodes.judge(fault.episode, fault), isFinal };
    // Each has its turn: with one rest for all, the first that is asked for would leave none for the others.
    const open = faults().filter(({ episode }) => episode === episodes.newest).length;
    const restsUntil = now() + (open * (now() - startedAt)) / shareOfTime;
    judgements.set(fault, { judgement, changes, restsUntil });
    return judgement;
  };

  /** What belongs to episodes that are over is judged once more, and what only they needed is let go. */
  const settle = (): void => {
    newest = episodes.newest;
    for (const fault of faults()) {
      if (fault.episode !== newest && judgements.get(fault)?.judgement.isFinal !== true) judge(fault);
    }
    recorder.forget(newest.from);
    measured.recover();
    compactsAt = Math.max(limit, 2 * recorder.size);
  };

  return {
    changed() {
      changes++;
      if (recorder.size < compactsAt) return;
      episodes.cut();
      settle();
    },
    entered({ episode }) {
      if (episode !== newest) settle();
    },
    judge(fault, { isFresh = false } = {}) {
      const known = judgements.get(fault);
      if (known === undefined) return judge(fault);
      const { judgement } = known;
      const isGood = judgement.isFinal || known.changes === changes || (!isFresh && now() < known.restsUntil);
      return isGood ? judgement : judge(fault);
    },
  };
}
