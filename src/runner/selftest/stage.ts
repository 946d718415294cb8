import { once } from 'node:events';
import net from 'node:net';
import type { End, Observation } from './observation.ts';
import { dialPeer, type Peer, recordPeer } from './recording-peer.ts';
import { answerHead, requestHead } from './wire-text.ts';

/** What stands between client and server: the proxy, or nothing. */
export interface Relay extends AsyncDisposable {
  /** The port to dial. */
  readonly port: number;
}

/** Puts a relay in front of a server; `target` is `ws://127.0.0.1:PORT` or `tcp://127.0.0.1:PORT`. */
export type StartRelay = (target: string) => Promise<Relay>;

/** Both ends of one connection. */
export interface Ends {
  readonly client: Peer;
  readonly server: Peer;
}

interface ListenOptions {
  /** As the relay is told; `tcp` promises no protocol. Default `ws`. */
  readonly scheme?: 'ws' | 'tcp';
  /** Sees every connection of the server as soon as it is there. */
  readonly onAccept?: (peer: Peer) => void;
}

/** A server of raw connections, and the way to it. */
export interface RawServer {
  /** The port at which it is reached on the way that is tested. */
  readonly port: number;
  /** Dials it on the way that is tested. */
  dial(): Peer;
  /** Its next connection that was not asked for yet. */
  next(): Promise<Peer>;
}

/** Where one behaviour takes place, once: it makes the ends, and writes down what they see. */
export interface Stage {
  listen(options?: ListenOptions): Promise<RawServer>;
  /** A connection over which nothing has gone yet. */
  connect(options?: ListenOptions): Promise<Ends>;
  /** A WebSocket connection: `connect`, a plain request, a plain 101. */
  open(): Promise<Ends>;
  /** The port that leads to a server of the behaviour's own. */
  reach(serverPort: number, scheme?: 'ws' | 'tcp'): Promise<number>;
  /** Dials a port of this machine. */
  dial(port: number): Peer;
  /** Has something released at the end, whatever happens. */
  own(release: () => unknown): void;
  /** Writes down what an end saw that is no raw connection. */
  note(end: End, line: string): void;
}

/** The stage as its manager sees it. */
export interface RunningStage extends Stage, AsyncDisposable {
  /** What was seen so far. */
  observe(): Observation;
}

/** Stages are made for one run of one behaviour; disposing of one leaves no port and no socket. */
export function createStage(startRelay: StartRelay): RunningStage {
  const peers: Record<End, Peer[]> = { client: [], server: [] };
  const notes: Record<End, string[]> = { client: [], server: [] };
  const releases: (() => unknown)[] = [];

  const reach = async (serverPort: number, scheme: 'ws' | 'tcp' = 'ws'): Promise<number> => {
    const relay = await startRelay(`${scheme}://127.0.0.1:${serverPort}`);
    releases.push(() => relay[Symbol.asyncDispose]());
    return relay.port;
  };

  const dial = (port: number): Peer => {
    const peer = dialPeer(port);
    peers.client.push(peer);
    return peer;
  };

  const listen = async ({ scheme, onAccept }: ListenOptions = {}): Promise<RawServer> => {
    const unclaimed: Peer[] = [];
    const claims: ((peer: Peer) => void)[] = [];
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      const peer = recordPeer(socket);
      peers.server.push(peer);
      onAccept?.(peer);
      const claim = claims.shift();
      if (claim === undefined) unclaimed.push(peer);
      else claim(peer);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    releases.push(() => server.close());
    const port = await reach((server.address() as net.AddressInfo).port, scheme);
    return {
      port,
      dial: () => dial(port),
      next() {
        const peer = unclaimed.shift();
        return peer === undefined ? new Promise((resolve) => claims.push(resolve)) : Promise.resolve(peer);
      },
    };
  };

  const connect = async (options?: ListenOptions): Promise<Ends> => {
    const server = await listen(options);
    const client = server.dial();
    return { client, server: await server.next() };
  };

  return {
    listen,
    connect,
    async open() {
      const ends = await connect();
      ends.client.send(requestHead());
      await ends.server.untilText('\r\n\r\n');
      ends.server.send(answerHead());
      await ends.client.untilText('\r\n\r\n');
      return ends;
    },
    reach,
    dial,
    own: (release) => void releases.push(release),
    note: (end, line) => void notes[end].push(line),
    observe: () => ({
      client: [...describeAll(peers.client), ...notes.client],
      server: [...describeAll(peers.server), ...notes.server],
    }),
    async [Symbol.asyncDispose]() {
      for (const peer of [...peers.client, ...peers.server]) peer.destroy();
      for (const release of releases.reverse()) await release();
    },
  };
}

/** One after the other, each behind a line of its own when there are several. */
function describeAll(peers: readonly Peer[]): readonly string[] {
  if (peers.length === 1) return peers.flatMap((peer) => peer.describe());
  return peers.flatMap((peer, index) => [`connection ${index + 1}:`, ...peer.describe()]);
}
