import net from 'node:net';
import process from 'node:process';
import { calmCollector } from '../../src/runner/calm-collector.ts';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { type ProxyHandle, startProxy } from '../../src/runner/start-proxy.ts';
import type { Asked } from './bench-process.ts';
import { type PassageTimes, watchPassage } from './watch-passage.ts';

/** What a relay is started with, as JSON in its first argument. */
export interface RelaySetup {
  /** `pipe`: the least that a relay in Node can be. */
  readonly kind: 'pipe' | 'proxy';
  readonly targetPort: number;
  readonly faults: readonly FaultEntry[];
  readonly watchesPassage: boolean;
}

/** What a relay tells when it is asked. */
export interface RelayAnswers {
  /** After garbage collections. */
  readonly usage: RelayUsage;
  readonly cpu: { readonly cpuMicros: number; readonly connections: number };
  /** How long messages were in the relay since the last time that it was asked, milliseconds. */
  readonly passage: PassageTimes;
  /** Throws a fault in. */
  readonly inject: { readonly id: string };
  /** Resets every connection of the clients. */
  readonly reset: { readonly connections: number };
}

export interface RelayUsage {
  readonly cpuMicros: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly connections: number;
  /** Sockets that the process holds, the listening one and those of the platform included. */
  readonly sockets: number;
  /** Why the proxy could not do its work, each time that it told it. */
  readonly disturbances: readonly string[];
}

// As the program does.
calmCollector();
const setup = JSON.parse(process.argv[2] ?? '') as RelaySetup;
const passage = setup.watchesPassage ? watchPassage() : undefined;
const disturbances: string[] = [];
const piped = new Set<net.Socket>();
let proxy: ProxyHandle | undefined;

/** Two sockets and two pipes. */
function listenWithPipes(): void {
  const options = { port: setup.targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true };
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    piped.add(client);
    const upstream = net.connect(options);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.pipe(upstream).pipe(client);
    client.once('close', () => {
      piped.delete(client);
      upstream.destroy();
    });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
    process.send?.({ port: (server.address() as net.AddressInfo).port });
  });
}

async function listenWithProxy(): Promise<void> {
  const { targetPort, faults } = setup;
  proxy = await startProxy({
    target: `ws://127.0.0.1:${targetPort}`,
    faults,
    onEvent: (event) => {
      if (event.kind === 'disturbed') disturbances.push(event.why);
    },
  });
  process.send?.({ port: proxy.port });
}

function measureCpu(): RelayAnswers['cpu'] {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, connections: proxy?.connections ?? piped.size };
}

function measureUsage(): RelayUsage {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name)).length;
  return { ...measureCpu(), residentBytes: rss, heapBytes: heapUsed + external, sockets, disturbances };
}

/** As little as a relay can do for it: the pipe ends the other socket when it sees the end of the first. */
function resetAll(): RelayAnswers['reset'] {
  const { connections } = measureCpu();
  if (proxy === undefined) for (const socket of piped) socket.resetAndDestroy();
  else proxy.inject({ fault: 'reset' });
  return { connections };
}

process.on('message', ({ question, about }: Asked) => {
  switch (question as keyof RelayAnswers) {
    case 'usage':
      process.send?.(measureUsage());
      break;
    case 'cpu':
      process.send?.(measureCpu());
      break;
    case 'passage':
      process.send?.(passage?.take());
      break;
    case 'reset':
      process.send?.(resetAll());
      break;
    case 'inject':
      process.send?.({ id: proxy?.inject(about as unknown as FaultEntry).id });
      break;
  }
});
process.once('disconnect', () => process.exit());

if (setup.kind === 'pipe') listenWithPipes();
else await listenWithProxy();
