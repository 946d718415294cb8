import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { createProxy, type ProxyOptions, type RunningProxy } from '../../src/proxy/proxy.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { resetPeer } from '../../src/proxy/socket-end.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer, watchPeer } from '../proxy/wire-peer.ts';
import { createSteppedClock, type SteppedClock } from './stepped-clock.ts';
import { turns, untilTrue } from './turns.ts';
import { countSockets, watchProcess } from './watch-process.ts';

/** A proxy between raw peers whose time the test moves, and the demand that nothing of it is left in the end. */
export interface FuzzRig {
  readonly proxy: RunningProxy;
  readonly server: WireServer;
  readonly clock: SteppedClock;
  readonly events: readonly ProxyEvent[];
  /** Every peer there was, on both sides. */
  readonly peers: readonly WirePeer[];
  /** Dials the proxy; `undefined` when it is refused or cut at once. */
  dial(): Promise<WirePeer | undefined>;
  /** Sends a RST, below TLS where there is any. */
  reset(peer: WirePeer): void;
  /** Waits until nothing moves any more, while time stands still. */
  untilCalm(): Promise<void>;
  /**
   * All peers leave, all faults are lifted, the proxy closes.
   * @throws {Error} when a connection, a socket or a timer is left, or something reached the process that must not
   */
  finish(): Promise<void>;
}

/** So many rounds of the event loop without a byte, an end or an event are calm: loopback needs one for each hop. */
const calmTurns = 12;

/** A fault that is lifted leaves what it has delayed to its time, and a delay may be as long as a number can say. */
const latestMs = 1e21;

interface RigOptions extends Partial<ProxyOptions> {
  readonly scheme?: 'ws' | 'tcp';
  /** The proxy terminates TLS, and clients speak it. */
  readonly isSecure?: boolean;
  /** Of a flood they would weigh more than all else. Default: true. */
  readonly keepsEvents?: boolean;
}

async function startRig(options: RigOptions = {}, onAccept?: (peer: WirePeer) => void): Promise<FuzzRig> {
  const { scheme = 'ws', isSecure = false, keepsEvents = true, ...proxyOptions } = options;
  const socketsBefore = countSockets();
  const watch = watchProcess();
  const clock = createSteppedClock();
  const events: ProxyEvent[] = [];
  const peers: WirePeer[] = [];
  const raws = new Map<WirePeer, net.Socket>();
  const server = await startWireServer((peer) => {
    peers.push(peer);
    onAccept?.(peer);
  });
  const proxy = await createProxy({
    target: `${scheme}://127.0.0.1:${server.port}`,
    clock,
    ...(isSecure ? { listen: { host: '127.0.0.1', port: 0, tls: 'self-signed' } } : {}),
    ...proxyOptions,
    onEvent(event) {
      if (keepsEvents) events.push(event);
      proxyOptions.onEvent?.(event);
    },
  });

  const moved = (): number =>
    peers.reduce((sum, { socket, ends }) => sum + socket.bytesRead + socket.bytesWritten + ends.length, events.length);

  const untilCalm = async (): Promise<void> => {
    for (let calm = 0; calm < calmTurns; ) {
      const before = moved();
      await turns(1);
      calm = moved() === before ? calm + 1 : 0;
    }
  };

  /** Also those of the server that were dialled because a client left. */
  const leave = (): void => {
    for (const { socket } of peers) socket.destroy();
    for (const raw of raws.values()) raw.destroy();
  };

  /** The session is not waited for: a fault may keep it from being. */
  const dialSecure = async (): Promise<WirePeer> => {
    const raw = net.connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    await once(raw, 'connect');
    raw.on('error', () => {});
    const peer = watchPeer(tls.connect({ socket: raw, ca: proxy.ca, host: '127.0.0.1' }));
    raws.set(peer, raw);
    return peer;
  };

  const untilGone = async (): Promise<void> => {
    for (let ms = 1; ms < latestMs && proxy.connections > 0; ms *= 4) {
      leave();
      await untilCalm();
      clock.advance(ms);
    }
    await untilTrue(
      () => proxy.connections === 0,
      () => `${proxy.connections} connections are up, though no peer and no fault is left`,
      2_000,
    );
  };

  return {
    proxy,
    server,
    clock,
    events,
    peers,
    async dial() {
      try {
        const peer = isSecure ? await dialSecure() : await dialPeer(proxy.port);
        peers.push(peer);
        return peer;
      } catch {
        return undefined;
      }
    },
    reset: (peer) => resetPeer({ socket: peer.socket, raw: raws.get(peer) ?? peer.socket }),
    untilCalm,
    async finish() {
      try {
        leave();
        await untilCalm();
        proxy.liftAll();
        await untilGone();
        await proxy.close();
        await server[Symbol.asyncDispose]();
        clock.advance(10);
        if (clock.pending > 0) throw new Error(`${clock.pending} timers are left of a proxy that is closed`);
        await untilTrue(
          () => countSockets() <= socketsBefore,
          () => `${countSockets() - socketsBefore} sockets are left`,
        );
        watch.check();
      } finally {
        watch[Symbol.dispose]();
        await proxy.close();
        await server[Symbol.asyncDispose]();
      }
    },
  };
}

/** Runs one case on a rig of its own. */
export async function withRig(
  options: RigOptions,
  run: (rig: FuzzRig) => Promise<void>,
  onAccept?: (peer: WirePeer) => void,
): Promise<void> {
  const rig = await startRig(options, onAccept);
  let failure: { readonly error: unknown } | undefined;
  try {
    await run(rig);
  } catch (error) {
    failure = { error };
  }
  try {
    await rig.finish();
  } catch (error) {
    failure ??= { error };
  }
  if (failure !== undefined) throw failure.error;
}
