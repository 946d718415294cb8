import type { FaultSummary, Observation } from '../result/observation.ts';

/**
 * How far an iteration has come. `open`: something is still to come: a fault that has not begun, the end of one, a client.
 * `settling`: every client is back and the faults that end are over, but an old socket still hangs, or a benign fault may
 * yet be answered late. `done`: nothing is left to see.
 */
export type ProgressState = 'open' | 'settling' | 'done';

/** Whether an iteration has shown all that it is run for. */
export interface IterationProgress {
  observe(observation: Observation): void;
  readonly state: ProgressState;
  /** Faults that have not begun, by id: what they wait for has not come. */
  readonly waiting: readonly string[];
}

export interface ProgressOptions {
  readonly clients: number;
  readonly faults: readonly FaultSummary[];
  /** The fault has an end of its own, which the iteration waits for. */
  readonly ends: (fault: string) => boolean;
  /** A start or an end is still scheduled. */
  readonly isScheduled: () => boolean;
}

interface ClientProgress {
  /** Connections that a fault touched while the client was ready on them. */
  readonly touched: Set<number>;
  readonly open: Set<number>;
  /** It showed that it knows of its loss, since the last fault. */
  lost: boolean;
  ready: boolean;
  /** It began to come back since the last fault, or has another link: what it tells may be about that one. */
  returning: boolean;
  /** It tells when it is ready, so the wire need not be asked. */
  tellsReady: boolean;
}

export function createIterationProgress({ clients, faults, ends, isScheduled }: ProgressOptions): IterationProgress {
  const all = Array.from({ length: clients }, (): ClientProgress => {
    return { touched: new Set(), open: new Set(), lost: false, ready: true, returning: false, tellsReady: false };
  });
  const owners = new Map<number, number>();
  const active = new Set<string>();
  const waiting = new Set(faults.map(({ id }) => id));
  const benign = new Set(faults.filter((fault) => fault.benign).map(({ id }) => id));
  let calmed = false;

  const touch = (connection: number): void => {
    const progress = all[(owners.get(connection) ?? 0) - 1];
    // A connection that comes up under a fault is part of the way back.
    if (progress?.ready !== true) return;
    progress.touched.add(connection);
    progress.ready = false;
    progress.lost = false;
    progress.returning = [...progress.open].some((one) => !progress.touched.has(one));
  };

  const observeFault = ({ kind, fault, connection }: Extract<Observation, { source: 'fault' }>): void => {
    if (kind === 'fault-start') {
      waiting.delete(fault);
      active.add(fault);
    } else if (kind === 'fault-end') {
      active.delete(fault);
      if (benign.has(fault)) calmed = true;
    } else if (kind === 'injected' && connection !== undefined && !benign.has(fault)) touch(connection);
  };

  /** Whose connection it is may become known only after its first events. */
  const assign = (connection: number, owner: number): void => {
    const earlier = owners.get(connection);
    owners.set(connection, owner);
    if (earlier === undefined || earlier === owner || all[earlier - 1]?.open.delete(connection) !== true) return;
    all[owner - 1]?.open.add(connection);
  };

  const observeWire = (observation: Extract<Observation, { source: 'wire' }>): void => {
    if (!('connection' in observation)) return;
    const { kind, connection, client } = observation;
    const progress = all[client - 1];
    if (progress === undefined) return;
    assign(connection, client);
    const isOld = progress.touched.has(connection);
    if (!isOld) progress.returning = true;
    if (kind === 'accept') {
      progress.open.add(connection);
      progress.lost = true;
    } else if (kind === 'closed') progress.open.delete(connection);
    else if (kind === 'ready' && !isOld && !progress.tellsReady) progress.ready = true;
    else if (isOld && (kind === 'end' || kind === 'close-frame') && observation.side === 'client') progress.lost = true;
  };

  const observeClient = ({ kind, client }: Extract<Observation, { source: 'client' }>): void => {
    const progress = all[client - 1];
    if (progress === undefined) return;
    if (kind === 'loss') {
      // Where the wire had shown it already, and the way back too, the client's own word only comes late.
      if (progress.tellsReady || !progress.lost) progress.ready = false;
      progress.lost = true;
    } else if (kind === 'connecting' || kind === 'open') progress.returning = true;
    else if (kind === 'ready') {
      // On the old link something was still under way.
      if (progress.returning || progress.touched.size === 0) progress.ready = true;
      progress.tellsReady = true;
    }
  };

  return {
    observe(observation) {
      if (observation.source === 'fault') observeFault(observation);
      else if (observation.source === 'wire') observeWire(observation);
      else if (observation.source === 'client') observeClient(observation);
    },
    get state() {
      if (
        waiting.size > 0 ||
        isScheduled() ||
        [...active].some((fault) => ends(fault)) ||
        all.some(({ ready }) => !ready)
      )
        return 'open';
      const harmed = all.filter(({ touched }) => touched.size > 0);
      if (harmed.length === 0) return calmed ? 'settling' : 'open';
      if (harmed.some(({ lost }) => !lost)) return 'open';
      const hangs = harmed.some(({ touched, open }) => [...touched].some((connection) => open.has(connection)));
      return hangs ? 'settling' : 'done';
    },
    get waiting() {
      return [...waiting];
    },
  };
}
