import type net from 'node:net';
import type { Clock, Instant } from '../base/clock.ts';
import type { ConnectionAction, EndKind, HandshakeAnswer } from '../faults/action.ts';
import type { FrameView, UpgradeRequest } from '../faults/fault-hooks.ts';
import { encodeResponse, type ResponseSpec } from '../wire/encode-response.ts';
import type { Direction } from '../wire/frame.ts';
import { type Admission, createAdmission } from './admission.ts';
import { badGateway } from './bad-gateway.ts';
import { createFlow, type Flow, type FlowHost } from './flow.ts';
import { createRequestReader, meaningOf, type RequestReader } from './handshake.ts';
import type { Link, LinkHost, LinkState } from './link.ts';
import { createLinkEnd, type LinkEnd, type LinkEndHost } from './link-end.ts';
import { listenToPeer, type PeerSocket } from './peer.ts';
import { type ActionTarget, performAction } from './perform-action.ts';
import { createServerSide, type ServerSide, type ServerSideOptions } from './server-side.ts';
import { resetPeer } from './socket-end.ts';
import type { Meaning } from './unit.ts';

/** `id`: from 1, in the order of acceptance, which was at `acceptedAt`. */
export function createLink(id: number, accepted: net.Socket, acceptedAt: Instant, host: LinkHost): Link {
  return new RelayedLink(id, accepted, acceptedAt, host);
}

/** A class, and itself the host of its parts, because there is one for every connection (DESIGN.md, "Memory"). */
class RelayedLink implements Link, FlowHost, LinkEndHost, ServerSideOptions {
  readonly id: number;
  readonly host: LinkHost;
  readonly clock: Clock;
  readonly interest: LinkHost['interest'];
  readonly ingresses: LinkHost['ingresses'];
  readonly drawMaskKey: () => Uint8Array;
  readonly acceptedAt: Instant;
  readonly remotePort: number;
  readonly localPort: number;
  readonly toClient: Flow;
  readonly toServer: Flow;
  readonly end: LinkEnd;
  readonly server: ServerSide;
  client: PeerSocket;
  /** A fault throws away what the client sends. */
  isIgnored = false;
  #state: LinkState;
  #request: UpgradeRequest | undefined;
  #requestReader: RequestReader | undefined;
  #isOpen = false;
  /** A fault's, for a request that is still to come. */
  #prepared: HandshakeAnswer | undefined;
  #admission: Admission | undefined;
  #watchers: Set<() => void> | undefined;
  #stopClient: (() => void) | undefined;

  constructor(id: number, accepted: net.Socket, acceptedAt: Instant, host: LinkHost) {
    this.id = id;
    this.host = host;
    this.clock = host.clock;
    this.interest = host.interest;
    this.ingresses = host.ingresses;
    this.drawMaskKey = host.drawMaskKey;
    this.client = { socket: accepted, raw: accepted };
    this.acceptedAt = acceptedAt;
    this.remotePort = accepted.remotePort ?? 0;
    this.localPort = accepted.localPort ?? 0;
    this.#state = host.skipsHeads ? 'raw' : 'undecided';
    this.toServer = createFlow('to-server', this);
    this.toClient = createFlow('to-client', this);
    this.end = createLinkEnd(this);
    this.server = createServerSide(this);
    // What a fault does at once is done to the raw socket.
    this.toClient.writer.attach(this.client);
  }

  state(): LinkState {
    return this.#state === 'open' && !this.#isOpen ? 'upgrading' : this.#state;
  }

  request(): UpgradeRequest | undefined {
    return this.#request;
  }

  flow(direction: Direction): Flow {
    return direction === 'to-client' ? this.toClient : this.toServer;
  }

  start(mayAnswer: boolean): void {
    // What nothing stands in the way of needs no admission of its own.
    if (this.#admission === undefined && this.host.tls === undefined) this.#startReading(this.client, mayAnswer);
    else this.#admit().start((peer) => this.#startReading(peer, mayAnswer));
  }

  perform(action: ConnectionAction, done?: (t: Instant) => void): void {
    performAction(this.#actionTarget(), action, done);
    this.end.checkClosed();
  }

  watchTraffic(listener: () => void): () => void {
    this.#watchers ??= new Set();
    this.#watchers.add(listener);
    return () => this.#watchers?.delete(listener);
  }

  takeUpstream(): PeerSocket {
    return this.server.release();
  }

  takeBack(bytes: Uint8Array): void {
    this.#state = 'undecided';
    this.host.arrival[0] = this.clock.now();
    this.server.restart();
    this.client.socket.off('close', this.#onClientClose);
    this.#takeClient();
    this.#readRequest(bytes, true);
  }

  destroy(): void {
    this.#admission?.cancel();
    this.end.dispose();
    this.end.destroySockets();
  }

  onFrame(frame: FrameView): void {
    this.host.onEvent({ kind: 'frame', connection: this.id, t: this.#arrivedAt(), frame });
  }

  onDelivered(frame: FrameView): void {
    if (!this.interest.tellsFrames()) return;
    this.host.onEvent({ kind: 'delivered', connection: this.id, t: this.clock.now(), frame });
  }

  onMeaning(meaning: Meaning): void {
    this.#isOpen = meaning.kind === 'open';
    const told = meaning.kind === 'open' ? { kind: meaning.kind } : meaning;
    this.host.onEvent({ ...told, connection: this.id, t: this.clock.now() });
    if (this.#isOpen) this.host.onOpen(this);
  }

  /** One direction was ended in its middle: the other one goes the same way. */
  onCut(direction: Direction, how: EndKind): void {
    const back = direction === 'to-client' ? 'to-server' : 'to-client';
    if (how === 'fin') {
      this.flow(back).writer.command({ kind: 'seal' });
      this.flow(back).writer.command({ kind: 'end' });
    } else if (back === 'to-client') resetPeer(this.client);
    else if (this.server.peer !== undefined) resetPeer(this.server.peer);
  }

  onHeldChanged(): void {
    this.end.checkClosed();
  }

  onClosed(): void {
    this.host.onEvent({ kind: 'closed', connection: this.id, t: this.clock.now() });
  }

  onGone(): void {
    this.#state = 'closed';
    this.host.onGone(this);
  }

  onTraffic(t: Instant): void {
    this.host.arrival[0] = t;
    if (this.#watchers !== undefined) for (const hear of this.#watchers) hear();
  }

  onAnswer(opens: boolean): void {
    this.#state = opens ? 'open' : 'undecided';
  }

  onFailure(error: NodeJS.ErrnoException): void {
    if (this.#state === 'raw') resetPeer(this.client);
    else if (this.#state === 'upgrading') this.#answer(badGateway(error));
    // One that ended without a word has nothing to wait for, and its half would stay for ever.
    else if (this.client.socket.readableEnded) this.toClient.pushEnd('fin');
  }

  #arrivedAt(): Instant {
    return this.host.arrival[0] as Instant;
  }

  #answer(response: ResponseSpec): void {
    this.server.leave();
    this.toClient.pushRaw(encodeResponse(response), meaningOf(response));
    this.toClient.pushEnd('fin');
    // A client that keeps its half would hold a socket for ever.
    this.end.linger();
  }

  #startUpgrade(head: Uint8Array, rest: Uint8Array, asked: UpgradeRequest): void {
    this.#request = asked;
    this.#state = 'upgrading';
    this.server.expectAnswer();
    this.toServer.restartFrames();
    this.host.onEvent({ kind: 'handshake', connection: this.id, t: this.#arrivedAt(), request: asked });
    if (this.#prepared !== undefined) this.#answer(this.#prepared);
    if (this.server.isLeft || this.client.raw.destroyed || this.host.onUpgrade(this, asked, this.#arrivedAt())) return;
    if (!this.server.dial()) return;
    this.toServer.pushRaw(head);
    if (rest.length > 0) this.toServer.pushFramed(rest); // A client may send frames before it has its answer.
  }

  #onClientData(chunk: Uint8Array): void {
    this.onTraffic(this.clock.catchUp());
    if (this.isIgnored) return;
    if (this.#state === 'open' || this.#state === 'upgrading') this.toServer.pushFramed(chunk);
    else if (this.#state === 'undecided') this.#readRequest(chunk, false);
    else this.toServer.pushRaw(chunk);
  }

  /** `wasPlain`: the HTTP server gave the connection back because it cannot serve the request. */
  #readRequest(chunk: Uint8Array, wasPlain: boolean): void {
    this.#requestReader ??= createRequestReader(this.host.rewrite);
    const reading = this.#requestReader.feed(chunk);
    if (reading.kind === 'incomplete') return;
    this.#requestReader = undefined;
    if (reading.kind === 'upgrade') this.#startUpgrade(reading.head, reading.rest, reading.request);
    else if (reading.kind === 'raw' || wasPlain) this.#becomeRaw(reading.bytes);
    else this.#becomePlain(reading.bytes);
  }

  #becomePlain(bytes: Uint8Array): void {
    this.#state = 'plain-http';
    this.#stopClient?.();
    this.server.stop();
    for (const flow of [this.toClient, this.toServer]) flow.handOver();
    this.client.socket.on('close', this.#onClientClose);
    this.host.onEvent({ kind: 'plain-http', connection: this.id, t: this.#arrivedAt() });
    this.host.onPlainHttp(this, bytes);
  }

  #becomeRaw(bytes: Uint8Array): void {
    this.#state = 'raw';
    if (this.server.dial()) this.toServer.pushRaw(bytes);
  }

  #onClientEnd(how: EndKind): void {
    const t = this.clock.now();
    this.end.clientEnded();
    const begun = this.#requestReader?.pending;
    const isUnasked = this.#state === 'undecided' && !this.server.isLeft;
    if (isUnasked && begun !== undefined && begun.length > 0) this.#becomeRaw(begun);
    // Nobody asked for the server yet, but half a connection must not wait for an end that can only come from there.
    else if (isUnasked && how === 'fin') this.server.dial();
    this.host.onEvent({ kind: 'end', connection: this.id, t, side: 'client', how });
    this.toServer.pushEnd(how);
    this.end.settle();
  }

  readonly #onClientClose = (): void => {
    this.end.clientGone();
    if (this.#state === 'plain-http') this.server.peer?.raw.destroy();
    this.toClient.balance();
    this.end.settle();
  };

  #takeClient(): void {
    this.#stopClient = listenToPeer(this.client, {
      onData: (chunk) => this.#onClientData(chunk),
      onEnd: (how) => this.#onClientEnd(how),
      onClose: this.#onClientClose,
    });
    this.toServer.attachSource(this.client.socket);
    this.toClient.writer.attach(this.client);
  }

  #startReading(peer: PeerSocket | undefined, mayAnswer: boolean): void {
    if (peer === undefined) this.#ignore();
    else this.client = peer;
    this.#takeClient();
    if (mayAnswer || this.server.isLeft || this.#prepared !== undefined) return;
    if (!this.client.raw.destroyed) this.server.dial();
  }

  #ignore(): void {
    this.isIgnored = true;
    this.server.leave();
  }

  #admit(): Admission {
    const tls = () => (this.server.isLeft ? undefined : this.host.tls);
    this.#admission ??= createAdmission(this.client.raw, { clock: this.clock, tls });
    return this.#admission;
  }

  #actionTarget(): ActionTarget {
    return {
      now: this.clock.now,
      isOpen: () => this.#state === 'open' && this.#isOpen,
      flow: (direction) => this.flow(direction),
      peer: (side) => (side === 'client' ? this.client : this.server.peer),
      drawMaskKey: this.drawMaskKey,
      answer: (given) => {
        if (this.#state === 'undecided') this.#prepared = given;
        else if (this.#state === 'upgrading') this.#answer(given);
        return this.#state === 'undecided' || this.#state === 'upgrading';
      },
      ignore: () => this.#ignore(),
      postpone: (until) => this.#admit().postpone(until),
      breakTls: (mode) => this.#admit().breakTls(mode),
    };
  }
}
