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
  readonly onTraffic: () => void;
  /** A final answer's head came; `isOpen`: it is a 101, and frames follow. */
  readonly onAnswer: (isOpen: boolean) => void;
  /** The server cannot be reached. */
  readonly onFailure: (error: NodeJS.ErrnoException) => void;
}

/** The server's half of a connection: its socket, and what becomes of what it sends. */
export interface ServerSide {
  readonly peer: PeerSocket | undefined;
  /** Why it cannot be reached. */
  readonly failure: NodeJS.ErrnoException | undefined;
  /** Connects, unless that was done. */
  dial(): void;
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
  const { id, host, toClient, toServer, end } = options;
  let peer: PeerSocket | undefined;
  let failure: NodeJS.ErrnoException | undefined;
  let isReady = false;
  let isFramed = false;
  let isLeft = false;
  let answerReader: AnswerReader | undefined;
  let stop: (() => void) | undefined;

  const readAnswer = (reader: AnswerReader, chunk: Uint8Array): void => {
    const { raw, framed } = reader.feed(chunk);
    isFramed = framed !== undefined;
    // Behind another answer than a 101 a request may come again.
    const isFinal = isFramed || raw.some(({ meaning }) => meaning !== undefined);
    if (isFinal) {
      answerReader = undefined;
      options.onAnswer(isFramed);
    }
    for (const { bytes, meaning } of raw) toClient.pushRaw(bytes, meaning);
    if (framed !== undefined && framed.length > 0) toClient.pushFramed(framed);
  };

  const onData = (chunk: Uint8Array): void => {
    options.onTraffic();
    if (isLeft) return;
    if (isFramed) toClient.pushFramed(chunk);
    else if (answerReader === undefined) toClient.pushRaw(chunk);
    else readAnswer(answerReader, chunk);
  };

  const onEnd = (how: EndKind, error: NodeJS.ErrnoException | undefined): void => {
    end.serverEnded();
    if (isLeft) return;
    // A server that resets right after it accepted can do so before the dial is known to have succeeded.
    if (!isReady && error !== undefined && error.code !== 'ECONNRESET') {
      failure = error;
      const { code = 'ERROR', message } = error;
      host.onEvent({ kind: 'upstream-failed', connection: id, t: host.clock.now(), code, message });
      options.onFailure(error);
      return;
    }
    host.onEvent({ kind: 'end', connection: id, t: host.clock.now(), side: 'server', how });
    // A head that was kept back for a fault to change, and never came whole.
    const begun = answerReader?.pending;
    if (begun !== undefined && begun.length > 0) toClient.pushRaw(begun);
    toClient.pushEnd(how);
    end.settle();
  };

  const onClose = (): void => {
    toServer.balance();
    end.settle();
  };

  return {
    get peer() {
      return peer;
    },
    get failure() {
      return failure;
    },
    dial() {
      if (peer !== undefined) return;
      const dialled = host.dial();
      peer = dialled;
      dialled.socket.once(dialled.readyEvent, () => {
        isReady = true;
      });
      stop = listenToPeer(dialled, { onData, onEnd, onClose });
      toServer.writer.attach(dialled);
      toClient.attachSource(dialled.socket);
    },
    expectAnswer() {
      answerReader = createAnswerReader({ gathers: host.changesAnswers() });
    },
    leave() {
      isLeft = true;
      toServer.writer.command({ kind: 'seal' });
      peer?.raw.destroy();
    },
    release() {
      const taken = peer === undefined || peer.raw.destroyed ? host.dial() : peer;
      peer = undefined;
      return taken;
    },
    stop: () => stop?.(),
    restart() {
      peer?.raw.destroy();
      peer = undefined;
      failure = undefined;
      isReady = false;
      isFramed = false;
    },
  };
}
