import type { Instant } from '../../base/clock.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { Direction } from '../../wire/frame.ts';

/** Whole frames that came from one side, headers included; bytes that belong to no frame are not counted. */
export interface FlowCount {
  readonly frames: number;
  readonly bytes: number;
}

/** One connection that is up, as plain data. */
export interface ConnectionView {
  /** From 1, in the order of acceptance. */
  readonly id: number;
  /**
   * `handshake`: accepted, and not answered yet. `open`: a WebSocket. `http`: ordinary HTTP. `rejected`: answered by another
   * status than 101. `closed`: finished on the client's side, and not yet on the server's.
   */
  readonly state: 'handshake' | 'open' | 'http' | 'rejected' | 'closed';
  readonly remotePort: number;
  readonly localPort: number;
  /** Of the upgrade request, without the query; missing before it. */
  readonly path?: string;
  readonly ageMs: number;
  /** Since the 101; missing before it. */
  readonly openMs?: number;
  readonly toServer: FlowCount;
  readonly toClient: FlowCount;
}

/** What all connections together carried since the session began. */
export interface Totals {
  readonly accepted: number;
  readonly opened: number;
  readonly toServer: FlowCount;
  readonly toClient: FlowCount;
}

/** Knows the connections that are up, from what the proxy tells. */
export interface ConnectionBook {
  onProxyEvent(event: ProxyEvent): void;
  has(id: number): boolean;
  list(now: Instant): readonly ConnectionView[];
  readonly totals: Totals;
  /** The longest time between two pings of one side on a connection; 0: none were seen. */
  readonly heartbeatMs: number;
}

interface Count {
  frames: number;
  bytes: number;
}

interface Connection {
  readonly remotePort: number;
  readonly localPort: number;
  readonly acceptedAt: Instant;
  state: ConnectionView['state'];
  path: string | undefined;
  openedAt: Instant | undefined;
  readonly flows: Readonly<Record<Direction, Count>>;
  /** When the last ping of each side came; before the first, when the connection was opened. */
  readonly beats: Record<Direction, Instant | undefined>;
}

const pingOpcode = 0x9;

export function createConnectionBook(): ConnectionBook {
  const connections = new Map<number, Connection>();
  const totals = { accepted: 0, opened: 0, toServer: { frames: 0, bytes: 0 }, toClient: { frames: 0, bytes: 0 } };
  let heartbeatMs = 0;

  const onFrame = ({ connection: id, t, frame }: Extract<ProxyEvent, { kind: 'frame' }>): void => {
    const { header, direction } = frame;
    const bytes = header.headerLength + header.payloadLength;
    const total = direction === 'to-server' ? totals.toServer : totals.toClient;
    total.frames++;
    total.bytes += bytes;
    const connection = connections.get(id);
    if (connection === undefined) return;
    const flow = connection.flows[direction];
    flow.frames++;
    flow.bytes += bytes;
    if (header.opcode !== pingOpcode) return;
    const last = connection.beats[direction] ?? connection.openedAt;
    if (last !== undefined) heartbeatMs = Math.max(heartbeatMs, t - last);
    connection.beats[direction] = t;
  };

  return {
    onProxyEvent(event) {
      if (event.kind === 'frame') {
        onFrame(event);
        return;
      }
      if (event.kind === 'accept') {
        totals.accepted++;
        const { connection, remotePort, localPort, t: acceptedAt } = event;
        connections.set(connection, {
          ...{ remotePort, localPort, acceptedAt, state: 'handshake', path: undefined, openedAt: undefined },
          flows: { 'to-server': { frames: 0, bytes: 0 }, 'to-client': { frames: 0, bytes: 0 } },
          beats: { 'to-server': undefined, 'to-client': undefined },
        });
        return;
      }
      const connection = 'connection' in event ? connections.get(event.connection ?? 0) : undefined;
      if (connection === undefined) return;
      switch (event.kind) {
        case 'handshake':
          connection.path = event.request.path;
          return;
        case 'open':
          totals.opened++;
          connection.state = 'open';
          connection.openedAt = event.t;
          return;
        case 'plain-http':
          connection.state = 'http';
          return;
        case 'answer':
          connection.state = 'rejected';
          return;
        case 'closed':
          connection.state = 'closed';
          return;
        case 'gone':
          connections.delete(event.connection);
      }
    },
    has: (id) => connections.has(id),
    list: (now) => [...connections].map(([id, connection]) => viewOf(id, connection, now)),
    get totals() {
      return { ...totals, toServer: { ...totals.toServer }, toClient: { ...totals.toClient } };
    },
    get heartbeatMs() {
      return heartbeatMs;
    },
  };
}

function viewOf(id: number, connection: Connection, now: Instant): ConnectionView {
  const { state, remotePort, localPort, path, acceptedAt, openedAt, flows } = connection;
  return {
    id,
    state,
    remotePort,
    localPort,
    ...(path === undefined ? {} : { path }),
    ageMs: now - acceptedAt,
    ...(openedAt === undefined ? {} : { openMs: now - openedAt }),
    toServer: { ...flows['to-server'] },
    toClient: { ...flows['to-client'] },
  };
}
