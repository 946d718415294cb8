import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ConnectionSelector, FaultLifetime, FaultPlan, FaultStart } from '../../src/faults/fault-plan.ts';
import { createProxy, type ProxyOptions, type RunningProxy } from '../../src/proxy/proxy.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { dialPeer, startWireServer, type WirePeer, type WireServer } from './wire-peer.ts';

export const requestHead = [
  'GET /chat?room=1 HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');

export const switchingHead = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  '\r\n',
].join('\r\n');

export const maskKey = Uint8Array.of(1, 2, 3, 4);

/** A masked frame, as clients send them. */
export const fromClient = (text: string, opcode: number = opcodes.text): Uint8Array =>
  encodeFrame({ opcode, payload: Buffer.from(text), maskKey });

export const fromServer = (text: string, opcode: number = opcodes.text): Uint8Array =>
  encodeFrame({ opcode, payload: Buffer.from(text) });

/** A selector's conditions, of which a test gives those that it is about. */
export const everyConnection = {
  nth: undefined,
  first: undefined,
  path: undefined,
  header: undefined,
  client: undefined,
} as const;

/** A plan of a fault; by default it starts at once, at `begin`, and stays. */
export function planOf<Options>(
  definition: FaultDefinition<Options>,
  given: Partial<Omit<FaultPlan, 'definition' | 'options'>> & { readonly with?: unknown } = {},
): FaultPlan {
  const { with: options, ...rest } = given;
  const isInstant = definition.lifetime === 'instant';
  const start: FaultStart = { kind: 'at', offsetMs: 0 };
  const lifetime: FaultLifetime = isInstant ? { kind: 'instant' } : { kind: 'end-of-iteration' };
  const connections: ConnectionSelector = { kind: isInstant ? 'existing' : 'all' };
  return {
    id: definition.type,
    definition: definition as FaultDefinition,
    options: definition.options.parse(options ?? definition.example),
    start,
    lifetime,
    direction: definition.defaultDirection,
    connections,
    probability: 1,
    benign: false,
    ...rest,
  };
}

/** The events of a kind; the kinds of faults' events share a type. */
type EventOf<Kind, Event = ProxyEvent> = Event extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Event
    : never
  : never;

/** A proxy in front of a raw server, and what it told. */
export interface ProxyUnderTest extends AsyncDisposable {
  readonly server: WireServer;
  readonly proxy: RunningProxy;
  readonly events: readonly ProxyEvent[];
  /** The next event, past or to come, for which the test holds. */
  seen<Kind extends ProxyEvent['kind']>(kind: Kind, test?: (event: EventOf<Kind>) => boolean): Promise<EventOf<Kind>>;
  /** Connects through the proxy and upgrades. */
  open(head?: string): Promise<OpenLink>;
}

/** Both ends of an upgraded connection; what came before is forgotten. */
export interface OpenLink {
  readonly client: WirePeer;
  readonly server: WirePeer;
}

export async function startProxy(
  options: Partial<ProxyOptions> = {},
  onAccept?: (peer: WirePeer) => void,
): Promise<ProxyUnderTest> {
  const server = await startWireServer(onAccept);
  const events: ProxyEvent[] = [];
  const waiting = new Set<() => void>();
  const proxy = await createProxy({
    target: `ws://127.0.0.1:${server.port}`,
    clock: realClock,
    ...options,
    onEvent(event) {
      events.push(event);
      options.onEvent?.(event);
      for (const look of [...waiting]) look();
    },
  });
  const seen = <Kind extends ProxyEvent['kind']>(
    kind: Kind,
    test: (event: EventOf<Kind>) => boolean = () => true,
  ): Promise<EventOf<Kind>> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.find(
          (event): event is EventOf<Kind> => event.kind === kind && test(event as EventOf<Kind>),
        );
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    server,
    proxy,
    events,
    seen,
    open: async (head) => openLink(await dialPeer(proxy.port), server, head),
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Upgrades; `client` leads to the server. */
export async function openLink(client: WirePeer, server: WireServer, head: string = requestHead): Promise<OpenLink> {
  const accepted = server.next();
  client.send(head);
  const upstream = await accepted;
  await upstream.untilText('\r\n\r\n');
  upstream.send(switchingHead);
  await client.untilText('\r\n\r\n');
  client.forget();
  upstream.forget();
  return { client, server: upstream };
}
