import type { Observation } from '../result/observation.ts';

type SignalKind = 'loss' | 'ready';

/** Tells the triggers `loss` and `ready` of a scenario what happened, whether a client told it or the wire shows it. */
export interface ClientSignals {
  observe(observation: Observation): void;
}

interface Heard {
  /** The client's newest connection that was opened; an accepted one may turn out to be ordinary HTTP. */
  newest: number | undefined;
  /** It tells this kind itself: the wire need not be asked. */
  readonly tells: { loss: boolean; ready: boolean };
  /** Connections of which the wire showed it. */
  readonly shown: { loss: number | undefined; ready: number | undefined };
}

/**
 * A client's own word goes before the wire's. Where the wire shows a thing before the client has ever told one of its kind,
 * the wire's counts, and the first word that follows is the same thing told twice.
 */
export function createClientSignals(
  /** It is known beforehand that the clients tell of themselves. */
  areToldByClients: boolean,
  signal: (kind: SignalKind, connection: number | undefined) => void,
): ClientSignals {
  const clients = new Map<number, Heard>();

  const heardOf = (client: number): Heard => {
    const known = clients.get(client) ?? {
      newest: undefined,
      tells: { loss: areToldByClients, ready: areToldByClients },
      shown: { loss: undefined, ready: undefined },
    };
    clients.set(client, known);
    return known;
  };

  const onTold = (heard: Heard, kind: SignalKind): void => {
    const isEcho = !heard.tells[kind] && heard.shown[kind] !== undefined;
    heard.tells[kind] = true;
    if (!isEcho) signal(kind, heard.newest);
  };

  const onShown = (heard: Heard, kind: SignalKind, connection: number): void => {
    if (heard.tells[kind] || heard.shown[kind] === connection) return;
    heard.shown[kind] = connection;
    signal(kind, connection);
  };

  /** A connection that had come to be of use is given up by its client, or finished altogether. */
  const onGivenUp = (heard: Heard, connection: number): void => {
    if (heard.shown.ready === connection) onShown(heard, 'loss', connection);
  };

  const observeWire = (observation: Extract<Observation, { source: 'wire'; connection: number }>): void => {
    const { kind, connection, client } = observation;
    const heard = heardOf(client);
    if (kind === 'open') {
      const earlier = heard.newest;
      heard.newest = connection;
      if (earlier !== undefined) onGivenUp(heard, earlier);
    } else if (kind === 'ready') onShown(heard, 'ready', connection);
    else if (kind === 'closed') onGivenUp(heard, connection);
    else if ((kind === 'end' || kind === 'close-frame') && observation.side === 'client') onGivenUp(heard, connection);
  };

  return {
    observe(observation) {
      if (observation.source === 'wire' && 'connection' in observation) observeWire(observation);
      else if (observation.source === 'client' && (observation.kind === 'loss' || observation.kind === 'ready')) {
        onTold(heardOf(observation.client), observation.kind);
      }
    },
  };
}
