import type { EndKind } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/define-fault.ts';
import { encodeResponse, type ResponseSpec } from '../wire/encode-response.ts';
import type { Direction } from '../wire/frame.ts';
import { badGateway } from './bad-gateway.ts';
import { createFlow, type FlowHost } from './flow.ts';
import { type AnswerReader, createAnswerReader, createRequestReader, type RequestReader } from './handshake.ts';
import { createLinger } from './linger.ts';
import type { Link, LinkHost, LinkState } from './link.ts';
import { listenToPeer, type PeerSocket } from './peer.ts';
import { type ActionTarget, performAction } from './perform-action.ts';
import { resetSocket } from './socket-end.ts';
import type { Meaning } from './unit.ts';

/** `id`: from 1, in the order of acceptance. */
export function createLink(id: number, client: PeerSocket, host: LinkHost): Link {
  const { clock, onEvent } = host;
  let state: LinkState = host.skipsHeads ? 'raw' : 'undecided';
  let request: UpgradeRequest | undefined;
  let requestReader: RequestReader | undefined;
  let answerReader: AnswerReader | undefined;
  let server: PeerSocket | undefined;
  let serverReady = false;
  let failure: NodeJS.ErrnoException | undefined;
  let isOpen = false;
  let answered = false;
  let clientEnded = false;
  let serverEnded = false;
  let clientGone = false;
  let closedTold = false;
  let stopClient: (() => void) | undefined;
  let stopServer: (() => void) | undefined;

  const tell = (kind: 'open' | 'closed' | 'plain-http'): void => onEvent({ kind, connection: id, t: clock.now() });

  const flowHost: FlowHost = {
    clock,
    interest: host.interest,
    ingresses: host.ingresses,
    onFrame: (frame) => onEvent({ kind: 'frame', connection: id, t: clock.now(), frame }),
    onDelivered: (frame) => {
      if (host.interest.tellsFrames()) onEvent({ kind: 'delivered', connection: id, t: clock.now(), frame });
    },
    onMeaning: (meaning) => tellMeaning(meaning),
    onHeldChanged: () => tellClosed(),
  };
  const toServer = createFlow('to-server', flowHost);
  const toClient = createFlow('to-client', flowHost);
  const flow = (direction: Direction): typeof toServer => (direction === 'to-client' ? toClient : toServer);

  const tellMeaning = (meaning: Meaning): void => {
    isOpen = meaning.kind === 'open';
    if (meaning.kind === 'open') tell('open');
    else onEvent({ kind: 'answer', connection: id, t: clock.now(), status: meaning.status });
  };

  /** The client has ended, and our side ended too or can no longer end by itself: a fault keeps it from that. */
  const isFinished = (): boolean =>
    clientEnded && (toClient.writer.isFinished() || server?.raw.destroyed === true || toServer.withholdsEnd());

  const tellClosed = (): void => {
    if (closedTold || !(clientGone || isFinished())) return;
    closedTold = true;
    tell('closed');
  };

  const serverGone = (): boolean => server === undefined || server.raw.destroyed;

  /** Something ended: what is left of the connection may be without a purpose. */
  const settle = (): void => {
    if (state === 'closed') return;
    tellClosed();
    if (clientGone && serverGone()) {
      state = 'closed';
      dispose();
      host.onGone(link);
    } else if (clientGone && serverEnded) linger.begin();
    else if (clientEnded && server !== undefined && serverGone()) linger.begin();
  };

  const linger = createLinger(clock, () => {
    if (toClient.withholdsEnd() || toServer.withholdsEnd()) return false;
    destroySockets();
    return true;
  });

  const destroySockets = (): void => {
    client.raw.destroy();
    server?.raw.destroy();
  };

  const dispose = (): void => {
    linger.cancel();
    toClient.dispose();
    toServer.dispose();
  };

  const answer = (response: ResponseSpec): void => {
    answered = true;
    toServer.writer.command({ kind: 'seal' });
    server?.raw.destroy();
    toClient.pushRaw(encodeResponse(response), { kind: 'answer', status: response.status });
    toClient.pushEnd('fin');
    // A client that keeps its half would hold a socket for ever.
    linger.begin();
  };

  const onServerFailure = (error: NodeJS.ErrnoException): void => {
    failure = error;
    const { code = 'ERROR', message } = error;
    onEvent({ kind: 'upstream-failed', connection: id, t: clock.now(), code, message });
    if (state === 'raw') resetSocket(client.raw);
    else if (state === 'upgrading') answer(badGateway(error));
  };

  const onServerData = (chunk: Uint8Array): void => {
    if (answered) return;
    if (state === 'open') toClient.pushFramed(chunk);
    else if (answerReader === undefined) toClient.pushRaw(chunk);
    else {
      const { raw, framed } = answerReader.feed(chunk);
      if (framed !== undefined) {
        state = 'open';
        answerReader = undefined;
      } else if (raw.some(({ meaning }) => meaning !== undefined)) {
        // No 101: what the client sends next on this connection may be a request again.
        state = 'undecided';
        answerReader = undefined;
      }
      for (const { bytes, meaning } of raw) toClient.pushRaw(bytes, meaning);
      if (framed !== undefined && framed.length > 0) toClient.pushFramed(framed);
    }
  };

  const onServerEnd = (how: EndKind, error: NodeJS.ErrnoException | undefined): void => {
    serverEnded = true;
    if (answered) return;
    // A server that resets right after it accepted can do so before the dial is known to have succeeded.
    if (!serverReady && error !== undefined && error.code !== 'ECONNRESET') {
      onServerFailure(error);
      return;
    }
    onEvent({ kind: 'end', connection: id, t: clock.now(), side: 'server', how });
    toClient.pushEnd(how);
    settle();
  };

  const onServerClose = (): void => {
    toServer.balance();
    settle();
  };

  const dial = (): void => {
    const dialled = host.dial();
    server = dialled;
    dialled.socket.once(dialled.readyEvent, () => {
      serverReady = true;
    });
    stopServer = listenToPeer(dialled, { onData: onServerData, onEnd: onServerEnd, onClose: onServerClose });
    toServer.writer.attach(dialled);
    toClient.attachSource(dialled.socket);
  };

  const startUpgrade = (head: Uint8Array, rest: Uint8Array, asked: UpgradeRequest): void => {
    request = asked;
    state = 'upgrading';
    requestReader = undefined;
    answerReader = createAnswerReader();
    toServer.restartFrames();
    onEvent({ kind: 'handshake', connection: id, t: clock.now(), request: asked });
    if (client.raw.destroyed || host.onUpgrade(link, asked)) return;
    if (server === undefined) dial();
    if (failure !== undefined) answer(badGateway(failure));
    else {
      toServer.pushRaw(head);
      // A client may send frames before it has its answer.
      if (rest.length > 0) toServer.pushFramed(rest);
    }
  };

  const onClientData = (chunk: Uint8Array): void => {
    if (state === 'open' || state === 'upgrading') toServer.pushFramed(chunk);
    else if (state === 'undecided') readRequest(chunk, false);
    else toServer.pushRaw(chunk);
  };

  /** `wasPlain`: the HTTP server gave the connection back because it cannot serve the request. */
  const readRequest = (chunk: Uint8Array, wasPlain: boolean): void => {
    requestReader ??= createRequestReader(host.rewrite);
    const reading = requestReader.feed(chunk);
    if (reading.kind === 'incomplete') return;
    requestReader = undefined;
    if (reading.kind === 'upgrade') startUpgrade(reading.head, reading.rest, reading.request);
    else if (reading.kind === 'raw' || wasPlain) becomeRaw(reading.bytes);
    else becomePlain(reading.bytes);
  };

  const becomePlain = (bytes: Uint8Array): void => {
    state = 'plain-http';
    stopClient?.();
    stopServer?.();
    toClient.writer.detach();
    toServer.writer.detach();
    toClient.attachSource(undefined);
    toServer.attachSource(undefined);
    client.socket.on('close', onClientClose);
    tell('plain-http');
    host.onPlainHttp(link, bytes);
  };

  const becomeRaw = (bytes: Uint8Array): void => {
    state = 'raw';
    if (server === undefined) dial();
    if (failure !== undefined) resetSocket(client.raw);
    else toServer.pushRaw(bytes);
  };

  const onClientEnd = (how: EndKind): void => {
    clientEnded = true;
    const begun = requestReader?.pending;
    if (state === 'undecided' && begun !== undefined && begun.length > 0) becomeRaw(begun);
    // Nobody asked for the server yet, but half a connection must not wait for an end that can only come from there.
    else if (state === 'undecided' && how === 'fin' && server === undefined) dial();
    onEvent({ kind: 'end', connection: id, t: clock.now(), side: 'client', how });
    toServer.pushEnd(how);
    settle();
  };

  const onClientClose = (): void => {
    clientGone = true;
    if (state === 'plain-http') server?.raw.destroy();
    toClient.balance();
    settle();
  };

  const takeClient = (): void => {
    stopClient = listenToPeer(client, { onData: onClientData, onEnd: onClientEnd, onClose: onClientClose });
    toServer.attachSource(client.socket);
    toClient.writer.attach(client);
  };

  const actionTarget: ActionTarget = {
    isOpen: () => state === 'open' && isOpen,
    flow,
    raw: (side) => (side === 'client' ? client.raw : server?.raw),
    answer: (given) => answer(given),
    random: host.random,
  };

  const link: Link = {
    id,
    client,
    remotePort: client.socket.remotePort ?? 0,
    state: () => (state === 'open' && !isOpen ? 'upgrading' : state),
    request: () => request,
    start(mayAnswer) {
      if (!mayAnswer && server === undefined && !client.raw.destroyed) dial();
    },
    flow,
    perform(action, done) {
      performAction(actionTarget, action, done);
      tellClosed();
    },
    takeUpstream() {
      const taken = server === undefined || server.raw.destroyed ? host.dial() : server;
      server = undefined;
      return taken;
    },
    takeBack(bytes) {
      state = 'undecided';
      server?.raw.destroy();
      server = undefined;
      failure = undefined;
      client.socket.off('close', onClientClose);
      takeClient();
      readRequest(bytes, true);
      client.socket.resume();
    },
    destroy() {
      dispose();
      destroySockets();
    },
  };

  takeClient();
  return link;
}
