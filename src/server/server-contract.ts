import type { Clock } from '../base/clock.ts';

export type BuiltinServer = 'echo' | 'ticker' | 'chat';

export interface ServerOptions {
  readonly kind: BuiltinServer;
  readonly clock: Clock;
  /** `ticker`: the time between two messages to one client. Default 1000. */
  readonly intervalMs?: number;
  /** `ticker`: each message is filled up with this many characters. Default 0. */
  readonly padding?: number;
  /** Pings every client and drops one that does not answer in time. Default: none. */
  readonly heartbeat?: ServerHeartbeat;
  /** A connection that has not sent a whole request by then is dropped. Default: never. */
  readonly handshakeTimeoutMs?: number;
  /** A client for which more than this waits to be sent is dropped with a RST. Default 64 MiB. */
  readonly maxBufferedBytes?: number;
  /** Takes part in `permessage-deflate` (RFC 7692), for short messages too. Default false: a frame is what was sent. */
  readonly deflate?: boolean;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** PEM; given, the server speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** A client's `up` envelope arrived. */
  readonly onDelivered?: (client: string, sequence: number) => void;
  /** A `down` envelope was handed to the connection of the client; `stream` is the envelope's `c`. */
  readonly onSent?: (stream: string, sequence: number) => void;
}

/** A WebSocket ping every interval; each must be answered within the timeout. */
export interface ServerHeartbeat {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

export interface RunningServer {
  /** `ws://127.0.0.1:8080`, or with wss. */
  readonly url: string;
  readonly port: number;
  /** Open WebSocket connections. */
  readonly connections: number;
  /** Drops every connection and frees the port; never rejects. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** One client as a behaviour sees it. */
export interface Peer {
  /** Counted from 1 in the order of arrival. */
  readonly number: number;
  /** Sends text, or bytes as a binary message; without effect when the connection is closing. */
  send(data: string | Uint8Array): void;
  /** Begins the closing handshake with 1000. */
  close(): void;
}

/** What the servers differ in. Envelopes of the client have been answered before. */
export interface Behaviour {
  onJoin?(peer: Peer): void;
  /** A message that is no `up` or `ready` envelope: text, or the bytes of a binary message. */
  onMessage?(peer: Peer, data: string | Uint8Array): void;
  /** The client told its name, by a `ready` envelope of its generation. */
  onReady?(peer: Peer, client: string, generation: number): void;
  onLeave?(peer: Peer): void;
}
