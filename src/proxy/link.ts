import type { Clock, Instant } from '../base/clock.ts';
import type { ConnectionAction } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { Direction } from '../wire/frame.ts';
import type { Flow } from './flow.ts';
import type { FrameInterest } from './frame-interest.ts';
import type { RequestRewrite } from './handshake.ts';
import type { IngressPool } from './ingress-pool.ts';
import type { PeerSocket } from './peer.ts';
import type { ProxyEvent } from './proxy-event.ts';
import type { Dialled } from './target.ts';
import type { TlsTermination } from './tls-termination.ts';

/** What a connection carries, as far as it is known; `open` once the 101 was forwarded. */
export type LinkState = 'undecided' | 'upgrading' | 'open' | 'raw' | 'plain-http' | 'closed';

/** What all links of a proxy share. */
export interface LinkHost {
  readonly clock: Clock;
  /** For frames of our own that go to the server. */
  readonly drawMaskKey: () => Uint8Array;
  readonly dial: () => Dialled;
  /** No head is awaited: bytes of any protocol pass from the start. */
  readonly skipsHeads: boolean;
  readonly rewrite: () => RequestRewrite;
  /** What terminates TLS on the listener. */
  readonly tls: TlsTermination | undefined;
  /** A fault may change the server's 101: its head is kept until it is whole. */
  readonly changesAnswers: () => boolean;
  /** The 101 was forwarded. */
  readonly onOpen: (link: Link) => void;
  /** True when a fault did something about the upgrade request, which came at `t`: the server is not asked. */
  readonly onUpgrade: (link: Link, request: UpgradeRequest, t: Instant) => boolean;
  /** The connection carries ordinary HTTP; the client's socket is no longer listened to. */
  readonly onPlainHttp: (link: Link, bytes: Uint8Array) => void;
  readonly onEvent: (event: ProxyEvent) => void;
  /** Neither socket is left. */
  readonly onGone: (link: Link) => void;
  readonly interest: FrameInterest;
  /**
   * When the bytes came that are being dealt with, of whichever link: what they mean happened then, however long we take to see it. In a field of each link it would be an object
   * of its own for every chunk, which the collector then finds in old ones (DESIGN.md, "What waits is little").
   */
  readonly arrival: Float64Array;
  readonly ingresses: IngressPool;
}

/** One client's connection and the one to the server that belongs to it. */
export interface Link {
  /** From 1, in the order of acceptance. */
  readonly id: number;
  readonly client: PeerSocket;
  readonly acceptedAt: Instant;
  /** The client's port; still known when it is gone. */
  readonly remotePort: number;
  /** The port of ours that it came to. */
  readonly localPort: number;
  state(): LinkState;
  /** As soon as its upgrade request is complete. */
  request(): UpgradeRequest | undefined;
  /** Begins to read the client, and dials the server; when a fault may answer the upgrade, only once none did. */
  start(mayAnswer: boolean): void;
  flow(direction: Direction): Flow;
  /** Does what a fault asks; `done` is called when it has happened, not when it could not. */
  perform(action: ConnectionAction, done?: (t: Instant) => void): void;
  /** Calls the listener whenever bytes come, from either side; gives what ends that. */
  watchTraffic(listener: () => void): () => void;
  /** The upstream connection, for whom takes the connection over; dialled if there is none to take. */
  takeUpstream(): PeerSocket;
  /** A connection that carried plain HTTP asks for an upgrade: `bytes` is its request. */
  takeBack(bytes: Uint8Array): void;
  /** Both sockets go, at once. */
  destroy(): void;
}
