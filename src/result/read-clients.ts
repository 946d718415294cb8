import type { Instant } from '../base/clock.ts';
import type { ClientObservation, Observation, RunnerObservation } from './observation.ts';

/** Something that a peer did on the wire and that shows that it gave a link up: `close:1000`, `fin`, `reset`, `dial`. */
export interface WireSign {
  readonly t: Instant;
  readonly sign: string;
}

/** What the proxy saw of one connection; `null` where it did not come to that. */
export interface ConnectionHistory {
  readonly connection: number;
  readonly client: number;
  readonly accepted: Instant | null;
  readonly opened: Instant | null;
  readonly rejected: { readonly t: Instant; readonly status: number; readonly retryAfterMs?: number } | null;
  /** The first complete round trip, and the first one after each fault that touched the connection. */
  readonly readyAt: readonly Instant[];
  /** Close frames, FIN and RST of the client's own. */
  readonly clientSigns: readonly WireSign[];
  /** Close frames, FIN and RST of the server's own. */
  readonly serverSigns: readonly WireSign[];
  /** FIN or RST of the client's own. */
  readonly clientEnded: Instant | null;
  readonly closed: Instant | null;
  /** Neither the client's side nor the server's is left. */
  readonly gone: Instant | null;
}

/** Under this number stand connections of which nothing tells whose they are. */
export const unknownClient = 0;

export type ClientExit = Extract<RunnerObservation, { kind: 'exit' }>;

/** What is known of one client. */
export interface ClientHistory {
  readonly client: number;
  /** In the order of acceptance. */
  readonly connections: readonly ConnectionHistory[];
  readonly told: readonly ClientObservation[];
  readonly exit: ClientExit | null;
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

/** Sorts observations, which are in order, by client and connection. Clients that were never heard of are left out. */
export function readClients(observations: readonly Observation[]): ReadonlyMap<number, ClientHistory> {
  const clients = new Map<number, Draft<ClientHistory>>();
  const connections = new Map<number, Draft<ConnectionHistory>>();

  const clientOf = (client: number): Draft<ClientHistory> => {
    const known = clients.get(client) ?? { client, connections: [], told: [], exit: null };
    clients.set(client, known);
    return known;
  };
  const connectionOf = (connection: number, client: number): Draft<ConnectionHistory> => {
    const known = connections.get(connection);
    if (known !== undefined) return known;
    const made = emptyHistory(connection, client);
    connections.set(connection, made);
    clientOf(client).connections.push(made);
    return made;
  };

  for (const observation of observations) {
    if (observation.source === 'client') clientOf(observation.client).told.push(observation);
    else if (observation.source === 'runner' && observation.kind === 'exit') {
      clientOf(observation.client).exit ??= observation;
    } else if (observation.source === 'wire' && 'connection' in observation) {
      record(connectionOf(observation.connection, observation.client), observation);
    }
  }
  for (const { connections: own } of clients.values()) own.sort(byAcceptance);
  return clients;
}

type OnConnection = Extract<Observation, { source: 'wire'; connection: number }>;

function record(history: Draft<ConnectionHistory>, observation: OnConnection): void {
  const { t } = observation;
  switch (observation.kind) {
    case 'accept':
      history.accepted ??= t;
      return;
    case 'open':
      history.opened ??= t;
      return;
    case 'rejected':
      history.rejected ??= {
        ...{ t, status: observation.status },
        ...(observation.retryAfterMs === undefined ? {} : { retryAfterMs: observation.retryAfterMs }),
      };
      return;
    case 'ready':
      history.readyAt.push(t);
      return;
    case 'closed':
      history.closed ??= t;
      return;
    case 'gone':
      history.gone ??= t;
      return;
    case 'close-frame':
      // A Close frame without a body stands for 1005 (RFC 6455 §7.1.5).
      signsOf(history, observation.side).push({ t, sign: `close:${observation.code ?? 1005}` });
      return;
    case 'end':
      signsOf(history, observation.side).push({ t, sign: observation.how });
      if (observation.side === 'client') history.clientEnded ??= t;
      return;
    default:
      observation satisfies never;
  }
}

function signsOf(history: Draft<ConnectionHistory>, side: 'client' | 'server'): WireSign[] {
  return side === 'client' ? history.clientSigns : history.serverSigns;
}

function emptyHistory(connection: number, client: number): Draft<ConnectionHistory> {
  return {
    connection,
    client,
    accepted: null,
    opened: null,
    rejected: null,
    readyAt: [],
    clientSigns: [],
    serverSigns: [],
    clientEnded: null,
    closed: null,
    gone: null,
  };
}

function byAcceptance(a: ConnectionHistory, b: ConnectionHistory): number {
  const [left, right] = [a.accepted ?? Number.NEGATIVE_INFINITY, b.accepted ?? Number.NEGATIVE_INFINITY];
  return left === right ? a.connection - b.connection : left - right;
}
