import { createProxy } from '../../src/proxy/proxy.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { type OpenLink, openLink, requestHead } from './open-link.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer } from './wire-peer.ts';

/** A server, and the port at which a client reaches it. */
export interface Way extends AsyncDisposable {
  readonly server: WireServer;
  readonly port: number;
  open(head?: string): Promise<OpenLink>;
  /** A connection of which nothing is known yet; the server's end is there as soon as it accepted. */
  dial(): Promise<{ readonly client: WirePeer; readonly server: WirePeer }>;
}

async function startWay(
  throughProxy: boolean,
  scheme: 'ws' | 'tcp',
  onAccept?: (peer: WirePeer) => void,
): Promise<Way> {
  const server = await startWireServer(onAccept);
  const proxy = throughProxy
    ? await createProxy({ target: `${scheme}://127.0.0.1:${server.port}`, clock: realClock })
    : undefined;
  const port = proxy?.port ?? server.port;
  return {
    server,
    port,
    open: (head = requestHead) => openLink(port, server, head),
    async dial() {
      const client = await dialPeer(port);
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
  ['directly', ({ scheme = 'ws', onAccept } = {}) => startWay(false, scheme, onAccept)],
  ['through the proxy', ({ scheme = 'ws', onAccept } = {}) => startWay(true, scheme, onAccept)],
];
