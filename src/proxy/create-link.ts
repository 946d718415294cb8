import type net from 'node:net';
import type { EndKind, HandshakeAnswer } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import { encodeResponse, type ResponseSpec } from '../wire/encode-response.ts';
import type { Direction } from '../wire/frame.ts';
import { type Admission, createAdmission } from './admission.ts';
import { badGateway } from './bad-gateway.ts';
import { createFlow, type FlowHost } from './flow.ts';
import { createRequestReader, meaningOf, type RequestReader } from './handshake.ts';
import type { Link, LinkHost, LinkState } from './link.ts';
import { createLinkEnd } from './link-end.ts';
import { listenToPeer, type PeerSocket } from './peer.ts';
import { type ActionTarget, performAction } from './perform-action.ts';
import { createServerSide } from './server-side.ts';
import { resetPeer } from './socket-end.ts';
import type { Meaning } from './unit.ts';

/** `id`: from 1, in the order of acceptance. */
export function createLink(id: number, accepted: net.Socket, host: LinkHost): Link {
  const { clock, onEvent } = host;
  let client: PeerSocket = { socket: accepted, raw: accepted };
  let state: LinkState = host.skipsHeads ? 'raw' : 'undecided';
  let request: UpgradeRequest | undefined;
  let requestReader: RequestReader | undefined;
  let isOpen = false;
  /** A fault's, for a request that is still to come. */
  let prepared: HandshakeAnswer | undefined;
  /** What the server says is not for this client: its request was answered, or is kept from the server. */
  let cutOff = false;
  /** A fault throws away what the client sends. */
  let ignored = false;
  let admission: Admission | undefined;
  let watchers: Set<() => void> | undefined;
  let stopClient: (() => void) | undefined;

  const tell = (kind: 'open' | 'closed' | 'plain-http'): void => onEvent({ kind, connection: id, t: clock.now() });

  const flowHost: FlowHost = {
    clock,
    interest: host.interest,
    ingresses: host.ingresses,
    drawMaskKey: host.drawMaskKey,
    onFrame: (frame) => onEvent({ kind: 'frame', connection: id, t: clock.now(), frame }),
    onDelivered: (frame) => {
      if (host.interest.tellsFrames()) onEvent({ kind: 'delivered', connection: id, t: clock.now(), frame });
    },
    onMeaning: (meaning) => tellMeaning(meaning),
    onCut: (direction, how) => cutBehind(direction, how),
    onHeldChanged: () => end.checkClosed(),
  };
  const toServer = createFlow('to-server', flowHost);
  const toClient = createFlow('to-client', flowHost);
  const flow = (direction: Direction): typeof toServer => (direction === 'to-client' ? toClient : toServer);

  const end = createLinkEnd({
    clock,
    toClient,
    toServer,
    client: () => client,
    server: () => server.peer,
    isIgnored: () => ignored,
    onClosed: () => tell('closed'),
    onGone: () => {
      state = 'closed';
      host.onGone(link);
    },
  });

  const server = createServerSide({
    id,
    host,
    toClient,
    toServer,
    end,
    onTraffic: () => tellTraffic(),
    onAnswer: (opens) => {
      state = opens ? 'open' : 'undecided';
    },
    onFailure: (error) => {
      if (state === 'raw') resetPeer(client);
      else if (state === 'upgrading') answer(badGateway(error));
    },
  });

  const tellMeaning = (meaning: Meaning): void => {
    isOpen = meaning.kind === 'open';
    if (meaning.kind === 'open') {
      tell('open');
      host.onOpen(link);
    } else onEvent({ ...meaning, connection: id, t: clock.now() });
  };

  const tellTraffic = (): void => {
    if (watchers !== undefined) for (const hear of watchers) hear();
  };

  /** One direction was ended in its middle: the other one goes the same way. */
  const cutBehind = (direction: Direction, how: EndKind): void => {
    const back = direction === 'to-client' ? 'to-server' : 'to-client';
    if (how === 'fin') {
      flow(back).writer.command({ kind: 'seal' });
      flow(back).writer.command({ kind: 'end' });
    } else if (back === 'to-client') resetPeer(client);
    else if (server.peer !== undefined) resetPeer(server.peer);
  };

  const leaveServer = (): void => {
    cutOff = true;
    server.leave();
  };

  const answer = (response: ResponseSpec): void => {
    leaveServer();
    toClient.pushRaw(encodeResponse(response), meaningOf(response));
    toClient.pushEnd('fin');
    // A client that keeps its half would hold a socket for ever.
    end.linger();
  };

  const startUpgrade = (head: Uint8Array, rest: Uint8Array, asked: UpgradeRequest): void => {
    request = asked;
    state = 'upgrading';
    requestReader = undefined;
    server.expectAnswer();
    toServer.restartFrames();
    onEvent({ kind: 'handshake', connection: id, t: clock.now(), request: asked });
    if (prepared !== undefined) answer(prepared);
    if (cutOff || client.raw.destroyed || host.onUpgrade(link, asked)) return;
    server.dial();
    if (server.failure !== undefined) answer(badGateway(server.failure));
    else {
      toServer.pushRaw(head);
      // A client may send frames before it has its answer.
      if (rest.length > 0) toServer.pushFramed(rest);
    }
  };

  const onClientData = (chunk: Uint8Array): void => {
    clock.catchUp();
    tellTraffic();
    if (ignored) return;
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
    server.stop();
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
    server.dial();
    if (server.failure !== undefined) resetPeer(client);
    else toServer.pushRaw(bytes);
  };

  const onClientEnd = (how: EndKind): void => {
    end.clientEnded();
    const begun = requestReader?.pending;
    const isUnasked = state === 'undecided' && !cutOff;
    if (isUnasked && begun !== undefined && begun.length > 0) becomeRaw(begun);
    // Nobody asked for the server yet, but half a connection must not wait for an end that can only come from there.
    else if (isUnasked && how === 'fin') server.dial();
    onEvent({ kind: 'end', connection: id, t: clock.now(), side: 'client', how });
    toServer.pushEnd(how);
    end.settle();
  };

  const onClientClose = (): void => {
    end.clientGone();
    if (state === 'plain-http') server.peer?.raw.destroy();
    toClient.balance();
    end.settle();
  };

  const takeClient = (): void => {
    stopClient = listenToPeer(client, { onData: onClientData, onEnd: onClientEnd, onClose: onClientClose });
    toServer.attachSource(client.socket);
    toClient.writer.attach(client);
  };

  const startReading = (peer: PeerSocket | undefined, mayAnswer: boolean): void => {
    if (peer === undefined) ignore();
    else client = peer;
    takeClient();
    if (!cutOff && !mayAnswer && prepared === undefined && !client.raw.destroyed) server.dial();
  };

  const ignore = (): void => {
    ignored = true;
    leaveServer();
  };

  const admit = (): Admission => {
    admission ??= createAdmission(accepted, { clock, tls: () => (cutOff ? undefined : host.tls) });
    return admission;
  };

  const actionTarget: ActionTarget = {
    now: clock.now,
    isOpen: () => state === 'open' && isOpen,
    flow,
    peer: (side) => (side === 'client' ? client : server.peer),
    drawMaskKey: host.drawMaskKey,
    answer: (given) => {
      if (state === 'undecided') prepared = given;
      else if (state === 'upgrading') answer(given);
      return state === 'undecided' || state === 'upgrading';
    },
    ignore,
    postpone: (until) => admit().postpone(until),
    breakTls: (mode) => admit().breakTls(mode),
  };

  const link: Link = {
    id,
    get client() {
      return client;
    },
    acceptedAt: clock.now(),
    remotePort: accepted.remotePort ?? 0,
    localPort: accepted.localPort ?? 0,
    state: () => (state === 'open' && !isOpen ? 'upgrading' : state),
    request: () => request,
    start(mayAnswer) {
      // What nothing stands in the way of needs no admission of its own.
      if (admission === undefined && host.tls === undefined) startReading(client, mayAnswer);
      else admit().start((peer) => startReading(peer, mayAnswer));
    },
    flow,
    perform(action, done) {
      performAction(actionTarget, action, done);
      end.checkClosed();
    },
    watchTraffic(listener) {
      watchers ??= new Set();
      watchers.add(listener);
      return () => watchers?.delete(listener);
    },
    takeUpstream: () => server.release(),
    takeBack(bytes) {
      state = 'undecided';
      server.restart();
      client.socket.off('close', onClientClose);
      takeClient();
      readRequest(bytes, true);
    },
    destroy() {
      admission?.cancel();
      end.dispose();
      end.destroySockets();
    },
  };

  // What a fault does at once is done to the raw socket.
  toClient.writer.attach(client);
  return link;
}
