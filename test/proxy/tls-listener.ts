import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import type { Clock } from '../../src/base/clock.ts';
import type { TlsMode } from '../../src/faults/action.ts';
import { listenToPeer, type PeerSocket } from '../../src/proxy/peer.ts';
import { createTlsTermination, type TlsIdentity } from '../../src/proxy/tls-termination.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { deferred } from './deferred.ts';

/** A connection that the termination handed over, and what was heard of it. */
export interface TerminatedPeer extends PeerSocket {
  /** `data …`, `fin CODE`, `reset CODE`, `close`. */
  readonly log: readonly string[];
  /** The peer finished its direction. */
  readonly ended: Promise<void>;
  readonly closed: Promise<void>;
}

/** A bare listener with TLS, for tests of the termination alone. */
export interface TlsListener extends AsyncDisposable {
  readonly port: number;
  readonly ca: string;
  readonly certificate: string;
  /** Raw sockets that are up. */
  readonly live: number;
  untilLive(count: number): Promise<void>;
  next(): Promise<TerminatedPeer>;
}

export async function startTlsListener(
  options: {
    readonly mode?: TlsMode;
    readonly identity?: TlsIdentity;
    readonly clock?: Clock;
    /** Runs within the accept. */
    readonly onPeer?: (peer: TerminatedPeer) => void;
  } = {},
): Promise<TlsListener> {
  const { mode, identity = 'self-signed', clock = realClock, onPeer } = options;
  const termination = await createTlsTermination(identity, '127.0.0.1', clock);
  const raws = new Set<net.Socket>();
  const unclaimed: TerminatedPeer[] = [];
  const waiting: ((peer: TerminatedPeer) => void)[] = [];
  const watchers = new Set<() => void>();
  const look = (): void => {
    for (const watch of [...watchers]) watch();
  };
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (raw) => {
    raws.add(raw);
    raw.once('close', () => {
      raws.delete(raw);
      look();
    });
    look();
    const accepted = termination.accept(raw, mode);
    if (accepted === undefined) return;
    const peer = watchTerminated(accepted);
    onPeer?.(peer);
    const claim = waiting.shift();
    if (claim === undefined) unclaimed.push(peer);
    else claim(peer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    ca: termination.ca,
    certificate: termination.certificate,
    get live() {
      return raws.size;
    },
    untilLive: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (raws.size !== count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    next() {
      const peer = unclaimed.shift();
      return peer === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(peer);
    },
    async [Symbol.asyncDispose]() {
      for (const raw of raws) raw.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function watchTerminated(peer: PeerSocket): TerminatedPeer {
  const log: string[] = [];
  const ended = deferred<void>();
  const closed = deferred<void>();
  listenToPeer(peer, {
    onData: (chunk) => log.push(`data ${Buffer.from(chunk)}`),
    onEnd: (how, error) => {
      log.push(`${how} ${error?.code ?? '-'}`);
      ended.resolve();
    },
    onClose: () => {
      log.push('close');
      closed.resolve();
    },
  });
  return { ...peer, log, ended: ended.promise, closed: closed.promise };
}

/** A client that dials with TLS and may half-close; its raw socket for a RST or a bare FIN. */
export interface TlsClient {
  readonly socket: tls.TLSSocket;
  readonly raw: net.Socket;
  /** `secure`, or the code of the error that came first. */
  readonly outcome: Promise<string>;
  /** Everything that came, when the far side has finished. */
  readonly received: Promise<string>;
}

export function dialTls(port: number, options: tls.ConnectionOptions = {}): TlsClient {
  const raw = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const socket = tls.connect({ socket: raw, host: '127.0.0.1', ALPNProtocols: ['http/1.1'], ...options });
  const outcome = deferred<string>();
  const received = deferred<string>();
  let text = '';
  raw.on('error', () => {});
  socket.once('secureConnect', () => outcome.resolve('secure'));
  socket.on('error', (error: NodeJS.ErrnoException) => outcome.resolve(error.code ?? error.message));
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  socket.once('end', () => received.resolve(text));
  return { socket, raw, outcome: outcome.promise, received: received.promise };
}
