import { type ICreateToxicBody, Toxiproxy } from 'toxiproxy-node-client';
import { type Control, createControl } from '../../../src/control/create-control.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer } from '../../proxy/wire-peer.ts';

/** The client of others in front of our API, and a raw server to relay to. */
export interface ToxiproxyUnderTest extends AsyncDisposable {
  readonly control: Control;
  readonly toxiproxy: Toxiproxy;
  readonly server: WireServer;
  /** Of the raw server. */
  readonly upstream: string;
  /** A connection through the proxy that listens there. */
  dial(proxy: { readonly listen: string }): Promise<{ readonly client: WirePeer; readonly server: WirePeer }>;
}

export async function startToxiproxy(): Promise<ToxiproxyUnderTest> {
  const server = await startWireServer();
  const registry = createSessionRegistry();
  const control = await createControl({ registry, address: { host: '127.0.0.1', port: 0 } });
  return {
    control,
    toxiproxy: new Toxiproxy(control.url),
    server,
    upstream: `127.0.0.1:${server.port}`,
    async dial(proxy) {
      const client = await dialPeer(portOf(proxy));
      return { client, server: await server.next() };
    },
    async [Symbol.asyncDispose]() {
      await control.close();
      await registry.closeAll();
      await server[Symbol.asyncDispose]();
    },
  };
}

export function portOf({ listen }: { readonly listen: string }): number {
  return Number(listen.slice(listen.lastIndexOf(':') + 1));
}

/** Also of types that the client's own list of types does not have. */
export function toxicOf(type: string, attributes: object, more: object = {}): ICreateToxicBody<never> {
  const toxic: object = { name: '', stream: 'downstream', toxicity: 1, type, attributes, ...more };
  return toxic as ICreateToxicBody<never>;
}
