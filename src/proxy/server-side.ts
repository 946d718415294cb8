import type { Instant } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { Flow } from './flow.ts';
import { type AnswerReader, createAnswerReader } from './handshake.ts';
import type { LinkHost } from './link.ts';
import type { LinkEnd } from './link-end.ts';
import { listenToPeer, type PeerSocket } from './peer.ts';

export interface ServerSideOptions {
  /** The connection's number. */
  readonly id: number;
  readonly host: Pick<LinkHost, 'clock' | 'dial' | 'changesAnswers' | 'onEvent'>;
  readonly toClient: Flow;
  readonly toServer: Flow;
  readonly end: LinkEnd;
  /** Something came from it, at `t`. */
  readonly onTraffic: (t: Instant) => void;
  /** A final answer's head came; `isOpen`: it is a 101, and frames follow. */
  readonly onAnswer: (isOpen: boolean) => void;
  /** The server cannot be reached. */
  readonly onFailure: (error: NodeJS.ErrnoException) => void;
}

/** The server's half of a connection: its socket, and what becomes of what it sends. */
export interface ServerSide {
  readonly peer: PeerSocket | undefined;
  /** What it says is not for the client: the request was answered, or is kept from the server. */
  readonly isLeft: boolean;
  /** Connects, unless that was done. False when nobody will answer: the server is left, or, which is told anew, out of reach. */
  dial(): boolean;
  /** What comes next is an answer to an upgrade request. */
  expectAnswer(): void;
  /** For good: nothing of what it says is for this client. */
  leave(): void;
  /** Its socket is somebody else's now; dialled if there is none to take. */
  release(): PeerSocket;
  /** Its socket is no longer listened to. */
  stop(): void;
  /** As before the first dial. */
  restart(): void;
}

export function createServerSide(options: ServerSideOptions): ServerSide {
  return new DialledServerSide(options);
}

/** A class, because there is one for every connection (DESIGN.md, "Memory"). */
class DialledServerSide implements ServerSide {
  readonly #options: ServerSideOptions;
  peer: PeerSocket | undefined;
  /** Why it cannot be reached. */
  #failure: NodeJS.ErrnoException | undefined;
  #isReady = false;
  #isFramed = false;
  isLeft = false;
  #answerReader: AnswerReader | undefined;
  #stop: (() => void) | undefined;

  constructor(options: ServerSideOptions) {
    this.#options = options;
  }

  dial(): boolean {
    if (this.isLeft) return false;
    if (this.#failure !== undefined) this.#options.onFailure(this.#failure);
    else if (this.peer === undefined) this.#connect();
    return this.#failure === undefined;
  }

  expectAnswer(): void {
    this.#answerReader = createAnswerReader({ gathers: this.#options.host.changesAnswers() });
  }

  leave(): void {
    this.isLeft = true;
    this.#options.toServer.writer.command({ kind: 'seal' });
    this.peer?.raw.destroy();
  }

  release(): PeerSocket {
    const { peer } = this;
    this.peer = undefined;
    return peer === undefined || peer.raw.destroyed ? this.#options.host.dial() : peer;
  }

  stop(): void {
    this.#stop?.();
  }

  restart(): void {
    this.peer?.raw.destroy();
    this.peer = undefined;
    this.#failure = undefined;
    this.#isReady = false;
    this.#isFramed = false;
  }

  #connect(): void {
    const { host, toClient, toServer, end } = this.#options;
    const dialled = host.dial();
    this.peer = dialled;
    dialled.socket.once(dialled.readyEvent, () => {
      this.#isReady = true;
    });
    this.#stop = listenToPeer(dialled, {
      onData: (chunk) => this.#onData(chunk),
      onEnd: (how, error) => this.#onEnd(how, error),
      onClose: () => {
        toServer.balance();
        end.settle();
      },
    });
    toServer.writer.attach(dialled);
    toClient.attachSource(dialled.socket);
  }

  #onData(chunk: Uint8Array): void {
    this.#options.onTraffic(this.#options.host.clock.catchUp());
    if (this.isLeft) return;
    if (this.#isFramed) this.#options.toClient.pushFramed(chunk);
    else if (this.#answerReader === undefined) this.#options.toClient.pushRaw(chunk);
    else this.#readAnswer(this.#answerReader, chunk);
  }

  #readAnswer(reader: AnswerReader, chunk: Uint8Array): void {
    const { toClient } = this.#options;
    const { raw, framed } = reader.feed(chunk);
    this.#isFramed = framed !== undefined;
    // Behind another answer than a 101 a request may come again.
    const isFinal = this.#isFramed || raw.some(({ meaning }) => meaning !== undefined);
    if (isFinal) {
      this.#answerReader = undefined;
      this.#options.onAnswer(this.#isFramed);
    }
    for (const { bytes, meaning } of raw) toClient.pushRaw(bytes, meaning);
    if (framed !== undefined && framed.length > 0) toClient.pushFramed(framed);
  }

  #onEnd(how: EndKind, error: NodeJS.ErrnoException | undefined): void {
    const { id, host, toClient, end } = this.#options;
    const t = host.clock.now();
    end.serverEnded();
    if (this.isLeft) return;
    // A server that resets right after it accepted can do so before the dial is known to have succeeded.
    if (!this.#isReady && error !== undefined && error.code !== 'ECONNRESET') {
      this.#failure = error;
      const { code = 'ERROR', message } = error;
      host.onEvent({ kind: 'upstream-failed', connection: id, t, code, message });
      this.#options.onFailure(error);
      return;
    }
    host.onEvent({ kind: 'end', connection: id, t, side: 'server', how });
    // A head that was kept back for a fault to change, and never came whole.
    const begun = this.#answerReader?.pending;
    if (begun !== undefined && begun.length > 0) toClient.pushRaw(begun);
    toClient.pushEnd(how);
    end.settle();
  }
}
