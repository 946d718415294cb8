import type { Clock } from '../base/clock.ts';
import type { Flow } from './flow.ts';
import { createLinger, type Linger } from './linger.ts';
import type { PeerSocket } from './peer.ts';

/** What of a connection decides that it is over. */
export interface LinkEndHost {
  readonly clock: Clock;
  readonly toClient: Flow;
  readonly toServer: Flow;
  readonly client: PeerSocket;
  readonly server: { readonly peer: PeerSocket | undefined };
  /** A fault keeps the client from the server: nobody will end our side. */
  readonly isIgnored: boolean;
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
  destroySockets(): void;
  dispose(): void;
}

export function createLinkEnd(host: LinkEndHost): LinkEnd {
  return new PairOfSocketsEnd(host);
}

/** A class, because there is one for every connection (DESIGN.md, "Memory"). */
class PairOfSocketsEnd implements LinkEnd {
  readonly #host: LinkEndHost;
  /** Made when it is first needed, which for most is never. */
  #linger: Linger | undefined;
  #clientEnded = false;
  #serverEnded = false;
  #clientGone = false;
  #closedTold = false;
  #over = false;

  constructor(host: LinkEndHost) {
    this.#host = host;
  }

  clientEnded(): void {
    this.#clientEnded = true;
  }

  clientGone(): void {
    this.#clientGone = true;
  }

  serverEnded(): void {
    this.#serverEnded = true;
  }

  settle(): void {
    if (this.#over) return;
    this.checkClosed();
    const { server, isIgnored } = this.#host;
    const serverGone = server.peer?.raw.destroyed ?? true;
    if (this.#clientGone && serverGone) {
      this.#over = true;
      this.dispose();
      this.#host.onGone();
    } else if (this.#clientGone && this.#serverEnded) this.linger();
    else if (this.#clientEnded && serverGone && (server.peer !== undefined || isIgnored)) this.linger();
    // Else both are told before long, unless a fault keeps that from them for good.
    else if (this.#clientEnded && this.#serverEnded) this.linger();
  }

  checkClosed(): void {
    if (this.#closedTold || !(this.#clientGone || this.#isFinished())) return;
    this.#closedTold = true;
    this.#host.onClosed();
  }

  linger(): void {
    this.#linger ??= createLinger(this.#host.clock, () => this.#letGo());
    this.#linger.begin();
  }

  destroySockets(): void {
    this.#host.client.raw.destroy();
    this.#host.server.peer?.raw.destroy();
  }

  dispose(): void {
    this.#linger?.cancel();
    this.#host.toClient.dispose();
    this.#host.toServer.dispose();
  }

  /** The client has ended, and our side ended too or can no longer end by itself: a fault keeps it from that. */
  #isFinished(): boolean {
    const { toClient, toServer, server, isIgnored } = this.#host;
    if (!this.#clientEnded) return false;
    return toClient.writer.isFinished() || server.peer?.raw.destroyed === true || toServer.withholdsEnd() || isIgnored;
  }

  /** False while there is something on its way: a fault holds it, or a receiver that is slow has it still to come. */
  #letGo(): boolean {
    const { toClient, toServer, client, server } = this.#host;
    const isWriting = client.socket.writableLength > 0 || (server.peer?.socket.writableLength ?? 0) > 0;
    if (!toClient.isEmpty() || !toServer.isEmpty() || isWriting) return false;
    this.destroySockets();
    return true;
  }
}
