import type { Instant } from '../base/clock.ts';
import { chooseInjection, summariesOf, type ToldByFault } from './choose-injection.ts';
import type { FaultSummary, IterationContext, Observation } from './observation.ts';
import type { ClientHistory } from './read-clients.ts';

/** One activity of a fault; `end` is +∞ where it outlived the iteration, and equals `start` for an instantaneous fault. */
interface FaultRun {
  readonly start: Instant;
  readonly end: Instant;
}

/** What the faults of an iteration did. */
export interface FaultHistory {
  /** True when any fault so much as started. */
  readonly started: boolean;
  /** The ids of the faults that touched anything: a connection, live or new, or the listener. */
  readonly effective: ReadonlySet<string>;
  /** The fault that `injected` belongs to. */
  readonly measured: FaultSummary | null;
  readonly injected: Instant | null;
  readonly affected: Instant | null;
  /** What was injected to harm picks frames, all of it, and none came that matched: every link is as it was. */
  readonly changedNothing: boolean;
  /** Connection → when the measured fault first touched it. */
  readonly touched: ReadonlyMap<number, Instant>;
  /** Connection → when a fault that is not benign first touched it. */
  readonly harmed: ReadonlyMap<number, Instant>;
  /** True when a fault of the kind was active at some instant in [from, to]. */
  wasActive(which: (fault: FaultSummary) => boolean, from: Instant, to: Instant): boolean;
  /**
   * The instant from which a new connection met no fault any more, for a client that was ready at `ready`; `null` when it
   * did not come in the iteration. Faults that started after `ready` do not count.
   */
  lifted(ready: Instant | null): Instant | null;
}

/** Reads what the faults told. Observations are in order. */
export function readFaults(
  observations: readonly Observation[],
  context: IterationContext,
  clients: ReadonlyMap<number, ClientHistory>,
): FaultHistory {
  const told = observations.filter((observation) => observation.source === 'fault');
  const summaryOf = summariesOf(context);
  const runs = readRuns(told, summaryOf);
  const chosen = chooseInjection(told, context, clients);
  const measured = chosen === undefined ? null : summaryOf(chosen.fault);
  const injected = chosen?.t ?? null;

  return {
    started: told.length > 0,
    effective: new Set(told.filter(({ kind }) => kind === 'injected' || kind === 'affected').map(({ fault }) => fault)),
    measured,
    injected,
    affected: told.find(({ kind, fault }) => kind === 'affected' && fault === measured?.id)?.t ?? null,
    changedNothing: changedNothing(told, summaryOf),
    touched: firstTouches(told, ({ id }) => id === measured?.id),
    harmed: harmTouches(told, summaryOf, clients),
    wasActive: (which, from, to) =>
      [...runs].some(([id, ofFault]) => which(summaryOf(id)) && ofFault.some((run) => overlaps(run, from, to))),
    lifted(ready) {
      const latest = ready ?? Number.POSITIVE_INFINITY;
      const ends = [...runs]
        .filter(([id]) => decidesLift(summaryOf(id), context))
        .flatMap(([, ofFault]) => ofFault.filter(({ start }) => start <= latest).map(({ end }) => end));
      if (ends.length === 0) return injected;
      const end = ends.reduce((a, b) => Math.max(a, b));
      return Number.isFinite(end) ? end : null;
    },
  };
}

function decidesLift(fault: FaultSummary, { measure, faults }: IterationContext): boolean {
  if (measure.lifted !== undefined) return fault.id === measure.lifted;
  // A benign disturbance that lasts does not keep a client from coming back.
  const counts = !fault.benign || faults.every(({ benign }) => benign);
  return fault.lasting && fault.touchesNew && counts;
}

function readRuns(
  told: readonly ToldByFault[],
  summaryOf: (id: string) => FaultSummary,
): ReadonlyMap<string, readonly FaultRun[]> {
  const runs = new Map<string, FaultRun[]>();
  for (const { kind, fault, t } of told) {
    const ofFault = runs.get(fault) ?? [];
    runs.set(fault, ofFault);
    const last = ofFault.at(-1);
    const isRunning = last !== undefined && last.end === Number.POSITIVE_INFINITY;
    if (kind === 'fault-end') {
      if (isRunning) ofFault[ofFault.length - 1] = { start: last.start, end: t };
    } else if (!summaryOf(fault).lasting) ofFault.push({ start: t, end: t });
    else if (!isRunning && (kind === 'fault-start' || last === undefined)) {
      ofFault.push({ start: t, end: Number.POSITIVE_INFINITY });
    }
  }
  return runs;
}

function changedNothing(told: readonly ToldByFault[], summaryOf: (id: string) => FaultSummary): boolean {
  const harmful = told.filter(({ fault }) => !summaryOf(fault).benign);
  const injected = harmful.filter(({ kind }) => kind === 'injected');
  const isAffected = harmful.some(({ kind }) => kind === 'affected');
  return injected.length > 0 && !isAffected && injected.every(({ fault }) => summaryOf(fault).picksFrames);
}

function overlaps(run: FaultRun, from: Instant, to: Instant): boolean {
  return run.start <= to && (run.end > from || run.start >= from);
}

function firstTouches(
  told: readonly ToldByFault[],
  which: (fault: { readonly id: string }) => boolean,
): ReadonlyMap<number, Instant> {
  const touches = new Map<number, Instant>();
  for (const { kind, fault, connection, t } of told) {
    const isTouch = (kind === 'injected' || kind === 'affected') && connection !== undefined;
    if (isTouch && which({ id: fault }) && !touches.has(connection)) touches.set(connection, t);
  }
  return touches;
}

/** A fault without a connection of its own (a killed server) harms all; a closed listener harms none that is open. */
function harmTouches(
  told: readonly ToldByFault[],
  summaryOf: (id: string) => FaultSummary,
  clients: ReadonlyMap<number, ClientHistory>,
): ReadonlyMap<number, Instant> {
  const harmed = new Map(firstTouches(told, ({ id }) => !summaryOf(id).benign));
  for (const { kind, fault, connection, t } of told) {
    const { benign, unbinds } = summaryOf(fault);
    if (kind !== 'injected' || connection !== undefined || benign || unbinds) continue;
    for (const history of [...clients.values()].flatMap(({ connections }) => connections)) {
      const existed = history.accepted !== null && history.accepted <= t;
      const earlier = harmed.get(history.connection);
      if (existed && (earlier === undefined || earlier > t)) harmed.set(history.connection, t);
    }
  }
  return harmed;
}
