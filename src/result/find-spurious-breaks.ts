import type { Instant } from '../base/clock.ts';
import type { ClientHistory, ConnectionHistory } from './read-clients.ts';
import type { FaultHistory } from './read-faults.ts';

/** A link that a client broke without need. */
export interface SpuriousBreak {
  readonly client: number;
  readonly t: Instant;
  /** `close:1000`, `fin`, `reset`, or `dial` where it only connected anew. */
  readonly sign: string;
  /** True while a benign fault was active, and throughout an iteration all of whose faults are benign. */
  readonly underBenign: boolean;
}

/**
 * Finds the links that a client closed, or replaced by a new connection, though no fault that may harm was active and none
 * had touched the link. A close and the reconnect that follows count once. Only links that had come to `ready` count: what
 * a client does on the way back is its recovery. After a close of the server's own a reconnect is right, unless a benign
 * fault was active: that must not cost the link, whoever cuts it.
 */
export function findSpuriousBreaks(
  clients: ReadonlyMap<number, ClientHistory>,
  faults: FaultHistory,
  steady: Instant,
  allBenign: boolean,
): readonly SpuriousBreak[] {
  return [...clients.values()]
    .flatMap(({ connections }) =>
      connections.flatMap((link, index) => breakOf(link, connections[index + 1], faults, steady, allBenign)),
    )
    .sort((a, b) => a.t - b.t || a.client - b.client);
}

function breakOf(
  link: ConnectionHistory,
  next: ConnectionHistory | undefined,
  faults: FaultHistory,
  steady: Instant,
  allBenign: boolean,
): readonly SpuriousBreak[] {
  const serverEndedAt = link.serverSigns[0]?.t ?? Number.POSITIVE_INFINITY;
  const close = link.clientSigns[0];
  const dial = next?.accepted == null ? undefined : { t: next.accepted, sign: 'dial' };
  // What answers the server's close is no close of the client's.
  const first = [close !== undefined && close.t < serverEndedAt ? close : undefined, dial]
    .filter((sign) => sign !== undefined)
    .sort((a, b) => a.t - b.t)[0];
  if (first === undefined || first.t <= steady || !wasHealthy(link, first.t, steady)) return [];

  const { t, sign } = first;
  const harmedAt = faults.harmed.get(link.connection);
  if (harmedAt !== undefined && harmedAt <= t) return [];
  if (faults.wasActive(({ benign }) => !benign, t, t)) return [];

  const underBenign = allBenign || faults.wasActive(({ benign }) => benign, t, t);
  if (serverEndedAt <= t && !underBenign) return [];
  return [{ client: link.client, t, sign, underBenign }];
}

/** `steady` means that every link accepted so far had its round trip. */
function wasHealthy(link: ConnectionHistory, t: Instant, steady: Instant): boolean {
  return (link.accepted ?? steady) <= steady || link.readyAt.some((ready) => ready <= t);
}
