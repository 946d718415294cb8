import type { Instant } from '../../base/clock.ts';
import { formatDuration, formatDurationLiteral } from '../../base/duration.ts';
import type { Observation } from '../../result/observation.ts';
import type { Commented } from '../../scenario/scenario-draft.ts';
import type { ThrownFault } from './fault-book.ts';

export interface WriteFaultsOptions {
  readonly observations: readonly Observation[];
  /** They did no harm. */
  readonly isBenign: boolean;
  readonly now: Instant;
}

export interface WrittenFaults {
  readonly faults: readonly Commented<Readonly<Record<string, unknown>>>[];
  /** By the number of the fault. */
  readonly ids: ReadonlyMap<number, string>;
  /** From the client being steady until the last end. */
  readonly lastsMs: number;
}

/** When the first one begins: the client has exchanged something by then, and nobody waits for what led up to it. */
const firstAtMs = 500;

/** What was lifted sooner stays for so long: the quickest heartbeat that is written can tell of it even on a busy machine. */
const leastStayMs = 250;

/** Faults as a scenario file writes them: each at its distance from the first one, and for as long as it stayed. */
export function writeFaults(
  together: readonly { readonly fault: ThrownFault }[],
  { observations, isBenign, now }: WriteFaultsOptions,
): WrittenFaults {
  const ids = nameFaults(together.map(({ fault }) => fault));
  const origin = Math.min(...together.map(({ fault }) => fault.startedAt ?? Number.POSITIVE_INFINITY));
  const rankOf = rankConnections(observations, Math.min(origin, now));
  let lastsMs = 0;

  const write = (fault: ThrownFault): Commented<Readonly<Record<string, unknown>>> => {
    const { plan, entry, startedAt, isOver, isLifted } = fault;
    const { at: _at, for: given, id: _id, connections, ...rest } = entry;
    const atMs = firstAtMs + Math.round(distanceOf(fault, origin));
    const stayedMs = Math.round(stayOf(fault, now));
    const isInstant = plan.lifetime.kind === 'instant';
    const isCutShort = !isInstant && isLifted && startedAt !== undefined;
    const cutMs = isBenign ? stayedMs : Math.max(leastStayMs, stayedMs);
    const lasts = isCutShort ? { for: formatDurationLiteral(cutMs) } : given === undefined ? {} : { for: given };
    const { until: _until, count: _count, ...withoutEnd } = rest;
    const stillThere =
      startedAt === undefined
        ? 'It had not begun when this was saved.'
        : `Still there when this was saved, after ${formatDuration(stayedMs)}.`;
    lastsMs = Math.max(lastsMs, atMs + (isInstant ? 0 : stayedMs));
    return {
      value: {
        ...(together.length > 1 ? { id: ids.get(fault.number) } : {}),
        ...(isCutShort ? withoutEnd : rest),
        ...(plan.start.kind === 'when' ? {} : { at: formatDurationLiteral(atMs) }),
        ...lasts,
        ...(connections === undefined ? {} : { connections: aim(connections, rankOf) }),
        ...(isBenign ? { benign: true } : {}),
      },
      comment: isOver ? undefined : stillThere,
    };
  };

  return { faults: together.map(({ fault }) => write(fault)), ids, lastsMs };
}

/** From the first one; of one that has not begun as far as it is to. */
function distanceOf({ plan: { start }, startedAt }: ThrownFault, origin: Instant): number {
  if (startedAt !== undefined) return startedAt - origin;
  return start.kind === 'at' ? start.offsetMs : 0;
}

function stayOf({ plan: { lifetime }, startedAt, endedAt }: ThrownFault, now: Instant): number {
  if (startedAt !== undefined) return Math.max(1, (endedAt ?? now) - startedAt);
  return lifetime.kind === 'for' ? lifetime.durationMs : 0;
}

/** Ids may come again once a fault is over; in a file they may not. */
function nameFaults(faults: readonly ThrownFault[]): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  return new Map(
    faults.map(({ number, id }) => {
      const name = taken.has(id) ? `${id}.${number}` : id;
      taken.add(name);
      return [number, name];
    }),
  );
}

/** Which connection it will be in a run, where the first one is made when it begins: those that were up, then those that came. */
function rankConnections(observations: readonly Observation[], origin: Instant): (connection: number) => number {
  const gone = new Set<number>();
  const ids = new Set<number>();
  for (const one of observations) {
    if (one.source !== 'wire' || !('connection' in one)) continue;
    ids.add(one.connection);
    if (one.kind === 'gone' && one.t < origin) gone.add(one.connection);
  }
  const ranked = [...ids].filter((id) => !gone.has(id)).sort((a, b) => a - b);
  return (connection) => Math.max(1, ranked.indexOf(connection) + 1);
}

function aim(connections: unknown, rankOf: (connection: number) => number): unknown {
  const nth =
    typeof connections === 'object' && connections !== null && 'nth' in connections ? connections.nth : undefined;
  return typeof nth === 'number' ? { ...Object(connections), nth: rankOf(nth) } : connections;
}
