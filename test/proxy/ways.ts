import { once } from 'node:events';
import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { type OpenLink, openLink, requestHead } from './open-link.ts';
import { dialTls } from './tls-listener.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer, watchPeer } from './wire-peer.ts';

/** A server, and the port at which a client reaches it. */
export interface Way extends AsyncDisposable {
  readonly server: WireServer;
  readonly port: number;
  open(head?: string): Promise<OpenLink>;
  /** A connection of which nothing is known yet; the server's end is there as soon as it accepted. */
  dial(): Promise<{ readonly client: WirePeer; readonly server: WirePeer }>;
}

async function startWay(
  through: 'nothing' | 'proxy' | 'tls',
  scheme: 'ws' | 'tcp',
  onAccept?: (peer: WirePeer) => void,
): Promise<Way> {
  const server = await startWireServer(onAccept);
  const listen = { host: '127.0.0.1', port: 0, ...(through === 'tls' ? { tls: 'self-signed' as const } : {}) };
  const proxy =
    through === 'nothing'
      ? undefined
      : await createProxy({ target: `${scheme}://127.0.0.1:${server.port}`, listen, clock: realClock });
  const port = proxy?.port ?? server.port;
  const dial = async (): Promise<WirePeer> => {
    if (proxy?.ca === undefined) return dialPeer(port);
    const { socket } = dialTls(port, { ca: proxy.ca });
    await once(socket, 'secureConnect');
    return watchPeer(socket);
  };
  return {
    server,
    port,
    open: async (head = requestHead) => openLink(await dial(), server, head),
    async dial() {
      const client = await dial();
      return { client, server: await server.next() };
    },
    async [Symbol.asyncDispose]() {
      await proxy?.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

type Start = (options?: { scheme?: 'ws' | 'tcp'; onAccept?: (peer: WirePeer) => void }) => Promise<Way>;

/** Every claim of transparency is made of a direct connection too, so that it is known to be one of the network. */
export const ways: readonly (readonly [name: string, start: Start])[] = [
  ['directly', ({ scheme = 'ws', onAccept } = {}) => startWay('nothing', scheme, onAccept)],
  ['through the proxy', ({ scheme = 'ws', onAccept } = {}) => startWay('proxy', scheme, onAccept)],
];

/** What goes through a proxy that speaks TLS to the client: the ends of its raw socket are another matter. */
export const waysOfBytes: typeof ways = [
  ...ways,
  ['through the proxy, over TLS', ({ scheme = 'ws', onAccept } = {}) => startWay('tls', scheme, onAccept)],
];
