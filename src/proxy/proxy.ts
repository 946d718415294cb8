import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import { createRandom } from '../base/random.ts';
import type { ProcessAction } from '../faults/action.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ClientOf } from './connection-selector.ts';
import { createLink } from './create-link.ts';
import { createFaultEngine } from './fault-engine.ts';
import type { FrameInterest } from './frame-interest.ts';
import { createIngressPool } from './ingress-pool.ts';
import type { Link, LinkHost } from './link.ts';
import { createOpenFiles, readMaxFiles } from './open-files.ts';
import { openPorts } from './open-ports.ts';
import { createPlainHttp } from './plain-http.ts';
import type { FaultEvent, ProxyEvent } from './proxy-event.ts';
import { dialTarget, parseTarget } from './target.ts';
import { createTlsTermination, type TlsIdentity } from './tls-termination.ts';
import { toSignals } from './to-signals.ts';

export interface ProxyOptions {
  /** `ws://`, `wss://`, `http://`, `https://` or `tcp://`. */
  readonly target: string;
  readonly clock: Clock;
  /** Default `127.0.0.1` and one free port below the ephemeral range; several ports lead to the same target. */
  readonly listen?: {
    readonly host: string;
    readonly port: number;
    readonly ports?: number;
    readonly tls?: TlsIdentity | undefined;
  };
  /** Verify an upstream's certificate; default true. */
  readonly rejectUnauthorized?: boolean;
  /** Set on every request to the target. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly faults?: readonly FaultPlan[];
  /** For everything that is drawn; default 1. */
  readonly seed?: number;
  readonly onEvent?: (event: ProxyEvent) => void;
  /** Which client a connection belongs to, from 1, for the selector `client`; default: all to client 1. */
  readonly clientOf?: ClientOf;
  /** Events show what stands in messages, too; `permessage-deflate` is then taken out of the handshakes. */
  readonly readsMessages?: boolean;
  /** Does what a fault asks to a program behind or before the proxy; `done` when it has taken effect. */
  readonly onProcess?: (action: ProcessAction, done: () => void) => void;
  /** Delays the first fault until `start` is called; see the fault engine. */
  readonly align?: (start: () => void) => void;
}

/** A running proxy. */
export interface RunningProxy {
  readonly host: string;
  /** The first one; {@link ports} has all. */
  readonly port: number;
  readonly ports: readonly number[];
  /** What a client is to dial: the target's URL with our address. */
  readonly url: string;
  /** The same for each of the ports. */
  readonly urls: readonly string[];
  /** PEM of the certificate that a client must trust, when the proxy terminates TLS. */
  readonly ca: string | undefined;
  /** PEM of the certificate that it shows, for a client that can only be told to accept this one. */
  readonly certificate: string | undefined;
  /** How many connections are up. */
  readonly connections: number;
  /** A fault's start or end has its time already. */
  readonly isScheduled: boolean;
  /** From now on `at` offsets count. */
  begin(): void;
  /** Adds a fault while the proxy runs. */
  arm(plan: FaultPlan): void;
  /** Ends a fault, by its id. */
  lift(id: string): void;
  liftAll(): void;
  /** Tells what only the outside knows: that a client lost its link, or is ready. */
  signal(event: 'loss' | 'ready', connection?: number): void;
  /** Lifts nothing, cuts everything: no port and no socket is left. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a proxy; it listens when the promise is fulfilled. Without an active fault it is transparent.
 * @throws {WschaosError} `target.invalid`, `port.in-use`, `listen.failed`
 */
export async function createProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { clock, seed = 1, rejectUnauthorized = true, headers = {} } = options;
  const target = parseTarget(options.target);
  const links = new Set<Link>();
  const upstreams = new Set<net.Socket>();
  const random = createRandom(seed, 'proxy');
  let accepted = 0;
  /** Faults that keep the port closed. */
  let closers = 0;
  let closed = false;
  let closing: Promise<void> | undefined;

  const emit = (event: ProxyEvent): void => {
    options.onEvent?.(event);
    if (!engine.awaitsSignals || (event.kind === 'frame' && !engine.watchesFrames)) return;
    for (const signal of toSignals(event)) engine.observe(signal);
  };

  const disturb = (why: string): void => emit({ kind: 'disturbed', why, t: clock.now() });

  const files = createOpenFiles({ maxFiles: readMaxFiles(), connections: () => links.size, onShortage: disturb });

  const engine = createFaultEngine({
    clock,
    seed,
    align: options.align,
    links: () => links,
    clientOf: options.clientOf ?? (() => 1),
    onEvent: (event: FaultEvent) => options.onEvent?.(event),
    onProcess: options.onProcess ?? (() => {}),
    closeListener: () => {
      closers++;
      listener.close();
    },
    openListener: (done) => {
      closers--;
      if (closed) return;
      // Another fault keeps the port closed; this one is over all the same.
      if (closers > 0) {
        done();
        return;
      }
      listener.open((error) => {
        if (error !== undefined) disturb(`the port ${listener.ports.join(', ')} was taken: ${error.message}`);
        else done();
      });
    },
  });

  // A loopback server is asked as the client asks it; one elsewhere knows only its own name.
  const requestHeaders = target.loopback ? headers : { Host: target.authority, ...headers };
  const plainHttp = createPlainHttp({ target, rejectUnauthorized, headers: requestHeaders });

  const dial: LinkHost['dial'] = () => {
    const dialled = dialTarget(target, { rejectUnauthorized });
    upstreams.add(dialled.raw);
    dialled.raw.once('close', () => {
      upstreams.delete(dialled.raw);
      files.explains(dialled.raw.errored);
    });
    return dialled;
  };

  let deflateNoted = false;
  const rewrite: LinkHost['rewrite'] = () => {
    const stripDeflate = engine.touchesData || options.readsMessages === true;
    if (stripDeflate && !deflateNoted) {
      deflateNoted = true;
      emit({ kind: 'note', text: deflateNote, t: clock.now() });
    }
    return { headers: requestHeaders, stripDeflate };
  };

  const interest: FrameInterest = {
    watchesFrames: () => engine.watchesFrames,
    inspectsData: () => engine.inspectsData || options.readsMessages === true,
    tellsFrames: () => options.onEvent !== undefined || engine.watchesFrames,
  };

  const listen = options.listen ?? { host: '127.0.0.1', port: 0 };
  const tls = listen.tls === undefined ? undefined : await createTlsTermination(listen.tls, listen.host, clock);

  const host: LinkHost = {
    clock,
    drawMaskKey: () => Uint8Array.from({ length: 4 }, () => Math.floor(random.next() * 256)),
    dial,
    tls,
    changesAnswers: () => engine.changesAnswers,
    onOpen: (link) => engine.opened(link),
    skipsHeads: target.kind === 'tcp',
    rewrite,
    onUpgrade: (link, request, t) => engine.answerUpgrade(link, request, t),
    onPlainHttp: (link, bytes) => plainHttp.serve(link, bytes),
    onEvent: emit,
    onGone: (link) => {
      links.delete(link);
      files.freed();
      engine.forget(link);
      emit({ kind: 'gone', connection: link.id, t: clock.now() });
    },
    interest,
    arrival: new Float64Array(1),
    ingresses: createIngressPool(interest),
  };

  const onConnection = (socket: net.Socket): void => {
    // Before anything is made of it: the dial was on the wire a while ago already.
    const t = clock.now();
    if (closed || !files.admits(socket)) {
      socket.destroy();
      return;
    }
    const link = createLink(++accepted, socket, t, host);
    links.add(link);
    emit({
      kind: 'accept',
      connection: link.id,
      t,
      remotePort: link.remotePort,
      localPort: link.localPort,
    });
    engine.meet(link);
    link.start(target.kind === 'http' && engine.mayAnswer);
  };

  const onAcceptError = (error: Error): void => {
    if (!files.explains(error)) disturb(`a connection could not be accepted: ${error.message}`);
  };

  const { ports: count = 1 } = listen;
  const listener = await openPorts({ host: listen.host, port: listen.port, count, clock, onConnection, onAcceptError });
  for (const plan of options.faults ?? []) engine.arm(plan);

  const shutDown = async (): Promise<void> => {
    closed = true;
    listener.close();
    engine.dispose();
    const sockets = [...[...links].map(({ client }) => client.raw), ...upstreams];
    const gone = sockets.filter(({ closed: isGone }) => !isGone).map(untilClosed);
    for (const link of links) link.destroy();
    for (const socket of sockets) socket.destroy();
    plainHttp.close();
    await Promise.all(gone);
    // What had closed just before is told of a moment later.
    links.clear();
  };
  const close = (): Promise<void> => {
    closing ??= shutDown();
    return closing;
  };

  const { ports } = listener;
  const urls = ports.map((port) => addressOf(target.url, { host: listener.host, port }, tls !== undefined));
  return {
    host: listener.host,
    port: ports[0] as number,
    ports,
    url: urls[0] as string,
    urls,
    ca: tls?.ca,
    certificate: tls?.certificate,
    get connections() {
      return links.size;
    },
    get isScheduled() {
      return engine.isScheduled;
    },
    begin: () => engine.begin(),
    arm: (plan) => engine.arm(plan),
    lift: (id) => engine.lift(id),
    liftAll: () => engine.liftAll(),
    signal: (event, connection) =>
      engine.observe({ event, connection, direction: undefined, frame: undefined, fault: undefined }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Not `once` of `node:events`, which fails when an error comes first. */
function untilClosed(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}

const deflateNote = 'permessage-deflate was taken out of the handshakes, because messages are read or changed';

/** The target's URL with the proxy's address, and its TLS instead of the target's. */
function addressOf(
  url: URL,
  { host, port }: { readonly host: string; readonly port: number },
  isSecure: boolean,
): string {
  const bare = { 'wss:': 'ws:', 'https:': 'http:' }[url.protocol] ?? url.protocol;
  const protocol = isSecure && bare !== 'tcp:' ? bare.replace(':', 's:') : bare;
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const rest = protocol === 'tcp:' ? '' : `${url.pathname}${url.search}`;
  return `${protocol}//${authority}${rest}`;
}
