import type { Instant } from '../../base/clock.ts';
import { formatDuration, formatDurationLiteral } from '../../base/duration.ts';
import { WschaosError } from '../../base/error.ts';
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

/**
 * Faults as a scenario file writes them: each at its distance from the first one, and for as long as it stayed.
 * @throws {WschaosError} `scenario.unwritable`
 */
export function writeFaults(
  together: readonly { readonly fault: ThrownFault }[],
  { observations, isBenign, now }: WriteFaultsOptions,
): WrittenFaults {
  const ids = nameFaults(together.map(({ fault }) => fault));
  const origin = together[0]?.fault.thrownAt ?? now;
  const rankOf = rankConnections(observations, origin);
  let lastsMs = 0;

  const write = (fault: ThrownFault): Commented<Readonly<Record<string, unknown>>> => {
    const { id, plan, entry, thrownAt, startedAt, endedAt, isOver, isLifted } = fault;
    if (entry === undefined) {
      throw new WschaosError(
        'scenario.unwritable',
        `the fault "${id}" came from a scenario file; it is not written again`,
      );
    }
    const { at: _at, for: given, id: _id, connections, ...rest } = entry;
    const atMs = firstAtMs + Math.round((startedAt ?? thrownAt) - origin);
    const stayed = Math.max(1, Math.round((endedAt ?? now) - (startedAt ?? thrownAt)));
    const isInstant = plan.lifetime.kind === 'instant';
    const isCutShort = !isInstant && isLifted && startedAt !== undefined;
    const lasts = isCutShort
      ? { for: formatDurationLiteral(isBenign ? stayed : Math.max(leastStayMs, stayed)) }
      : given === undefined
        ? {}
        : { for: given };
    const { until: _until, count: _count, ...withoutEnd } = rest;
    lastsMs = Math.max(lastsMs, atMs + (isInstant ? 0 : stayed));
    return {
      value: {
        ...(together.length > 1 ? { id: ids.get(fault.number) } : {}),
        ...(isCutShort ? withoutEnd : rest),
        ...(plan.start.kind === 'when' ? {} : { at: formatDurationLiteral(atMs) }),
        ...lasts,
        ...(connections === undefined ? {} : { connections: aim(connections, rankOf) }),
        ...(isBenign ? { benign: true } : {}),
      },
      comment: isOver ? undefined : `Still there when this was saved, after ${formatDuration(stayed)}.`,
    };
  };

  return { faults: together.map(({ fault }) => write(fault)), ids, lastsMs };
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
