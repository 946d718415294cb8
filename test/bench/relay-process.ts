import net from 'node:net';
import process from 'node:process';
import { startProxy } from '../../src/runner/start-proxy.ts';

/** What the process says: where it listens, and what it has used whenever it is asked. */
export type RelayMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | {
      readonly kind: 'usage';
      readonly cpuMicros: number;
      readonly residentBytes: number;
      readonly heapBytes: number;
      readonly connections: number;
    };

/** `pipe`, the least that a relay in Node can be, or `proxy`; the target's port; for `proxy` the faults as JSON. */
const [kind, targetPort, faults = '[]'] = process.argv.slice(2);
const tell = (message: RelayMessage): void => void process.send?.(message);
let connections = (): number => 0;

/** Two sockets and two pipes. */
function listenWithPipes(): void {
  let live = 0;
  connections = () => live;
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    live++;
    const upstream = net.connect({ port: Number(targetPort), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.pipe(upstream).pipe(client);
    client.once('close', () => {
      live--;
      upstream.destroy();
    });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
    tell({ kind: 'listening', port: (server.address() as net.AddressInfo).port });
  });
}

async function listenWithProxy(): Promise<void> {
  const proxy = await startProxy({ target: `ws://127.0.0.1:${targetPort}`, faults: JSON.parse(faults) });
  connections = () => proxy.connections;
  tell({ kind: 'listening', port: proxy.port });
}

process.on('message', () => {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  tell({
    kind: 'usage',
    cpuMicros: user + system,
    residentBytes: rss,
    heapBytes: heapUsed + external,
    connections: connections(),
  });
});
process.once('disconnect', () => process.exit());

if (kind === 'pipe') listenWithPipes();
else await listenWithProxy();
