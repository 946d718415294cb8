import type { Clock } from '../base/clock.ts';
import type { Flow } from './flow.ts';
import { createLinger } from './linger.ts';
import type { PeerSocket } from './peer.ts';

/** What of a connection decides that it is over. */
export interface LinkEndHost {
  readonly clock: Clock;
  readonly toClient: Flow;
  readonly toServer: Flow;
  readonly client: () => PeerSocket;
  readonly server: () => PeerSocket | undefined;
  /** A fault keeps the client from the server: nobody will end our side. */
  readonly isIgnored: () => boolean;
  /** The client's connection is finished in both directions, as far as the faults let it. */
  readonly onClosed: () => void;
  /** Neither socket is left. */
  readonly onGone: () => void;
}

/** Follows the ends of a connection's two sockets, and says when it is over. */
export interface LinkEnd {
  clientEnded(): void;
  clientGone(): void;
  serverEnded(): void;
  /** Something changed that the connection's end may depend on. */
  settle(): void;
  /** What is held has changed: the client's connection may be finished. */
  checkClosed(): void;
  /** What is left of the connection is thrown away before long. */
  linger(): void;
  isOver(): boolean;
  destroySockets(): void;
  dispose(): void;
}

export function createLinkEnd(host: LinkEndHost): LinkEnd {
  const { toClient, toServer, server } = host;
  let clientEnded = false;
  let serverEnded = false;
  let clientGone = false;
  let closedTold = false;
  let over = false;

  /** The client has ended, and our side ended too or can no longer end by itself: a fault keeps it from that. */
  const isFinished = (): boolean =>
    clientEnded &&
    (toClient.writer.isFinished() || server()?.raw.destroyed === true || toServer.withholdsEnd() || host.isIgnored());

  const checkClosed = (): void => {
    if (closedTold || !(clientGone || isFinished())) return;
    closedTold = true;
    host.onClosed();
  };

  const destroySockets = (): void => {
    host.client().raw.destroy();
    server()?.raw.destroy();
  };

  /** A receiver that is slow, and has what was written to it still to come. */
  const isWriting = (): boolean =>
    host.client().socket.writableLength > 0 || (server()?.socket.writableLength ?? 0) > 0;

  const linger = createLinger(host.clock, () => {
    if (!toClient.isEmpty() || !toServer.isEmpty() || isWriting()) return false;
    destroySockets();
    return true;
  });

  const dispose = (): void => {
    linger.cancel();
    toClient.dispose();
    toServer.dispose();
  };

  const settle = (): void => {
    if (over) return;
    checkClosed();
    const serverGone = server()?.raw.destroyed ?? true;
    if (clientGone && serverGone) {
      over = true;
      dispose();
      host.onGone();
    } else if (clientGone && serverEnded) linger.begin();
    else if (clientEnded && serverGone && (server() !== undefined || host.isIgnored())) linger.begin();
    // Else both are told before long, unless a fault keeps that from them for good.
    else if (clientEnded && serverEnded) linger.begin();
  };

  return {
    clientEnded() {
      clientEnded = true;
    },
    clientGone() {
      clientGone = true;
    },
    serverEnded() {
      serverEnded = true;
    },
    settle,
    checkClosed,
    linger: () => linger.begin(),
    isOver: () => over,
    destroySockets,
    dispose,
  };
}
