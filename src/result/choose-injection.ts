import type { Instant } from '../base/clock.ts';
import type { FaultObservation, FaultSummary, IterationContext, Observation } from './observation.ts';
import type { ClientHistory, ConnectionHistory } from './read-clients.ts';

export type ToldByFault = Extract<Observation, { source: 'fault' }>;

/** Finds a fault by its id; one that the context does not know counts as instantaneous and harmful. */
export function summariesOf({ faults }: IterationContext): (id: string) => FaultSummary {
  const summaries = new Map(faults.map((fault) => [fault.id, fault]));
  const unknown = {
    explanation: '',
    lasting: false,
    touchesNew: false,
    unbinds: false,
    benign: false,
    picksFrames: false,
    sign: 'none',
    reachesClient: true,
  } as const;
  return (id) => summaries.get(id) ?? { id, type: id, ...unknown };
}

/**
 * Which `injected` the measurement starts from: that of the fault which `measure.from` names, else the first on a live
 * connection, else the first at all (a listener that closed). Benign faults come last: they are not there to be detected.
 */
export function chooseInjection(
  told: readonly ToldByFault[],
  context: IterationContext,
  clients: ReadonlyMap<number, ClientHistory>,
): FaultObservation | undefined {
  const { measure, faults } = context;
  const fileOrder = new Map(faults.map(({ id }, index) => [id, index]));
  const place = ({ fault }: FaultObservation) => fileOrder.get(fault) ?? faults.length;
  const injections = told
    .filter(({ kind }) => kind === 'injected')
    .sort((a, b) => a.t - b.t || place(a) - place(b) || (a.connection ?? 0) - (b.connection ?? 0));
  if (measure.from !== undefined) return injections.find(({ fault }) => fault === measure.from);

  const summaryOf = summariesOf(context);
  const isLive = createLiveness(clients);
  const harmful = injections.filter(({ fault }) => !summaryOf(fault).benign);
  const onLive = ({ connection, t }: FaultObservation) => connection !== undefined && isLive(connection, t);
  return harmful.find(onLive) ?? harmful[0] ?? injections.find(onLive) ?? injections[0];
}

/** Live: the 101 was forwarded and the end has not come. A target that speaks plain TCP has no 101: then accepted before. */
function createLiveness(clients: ReadonlyMap<number, ClientHistory>): (connection: number, t: Instant) => boolean {
  const connections = new Map<number, ConnectionHistory>();
  for (const { connections: own } of clients.values()) {
    for (const history of own) connections.set(history.connection, history);
  }
  const hasHandshakes = [...connections.values()].some(({ opened }) => opened !== null);
  return (connection, t) => {
    const history = connections.get(connection);
    if (history === undefined || (history.closed !== null && history.closed < t)) return false;
    if (hasHandshakes) return history.opened !== null && history.opened <= t;
    return history.accepted !== null && history.accepted < t;
  };
}
