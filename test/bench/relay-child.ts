import net from 'node:net';
import process from 'node:process';
import { startProxy } from '../../src/runner/start-proxy.ts';

/** What the parent asks of a relay's process, and what it answers. */
export type RelayRequest = { readonly kind: 'usage' };
export type RelayReply =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'usage'; readonly cpuMicros: number; readonly residentBytes: number };

/**
 * A relay in a process of its own: `pipe`, the least that Node can do, or `proxy`, wschaos with its scanner on.
 * Arguments: the kind, the target's port, and for `proxy` the faults as JSON.
 */
const [kind, targetPort, faults = '[]'] = process.argv.slice(2);

const reply = (message: RelayReply): void => void process.send?.(message);

process.on('message', (_request: RelayRequest) => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  reply({ kind: 'usage', cpuMicros: user + system, residentBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());

if (kind === 'pipe') {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = net.connect({ port: Number(targetPort), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1', () => reply({ kind: 'listening', port: (server.address() as net.AddressInfo).port }));
} else {
  const proxy = await startProxy({ target: `ws://127.0.0.1:${targetPort}`, faults: JSON.parse(faults) });
  reply({ kind: 'listening', port: proxy.port });
}
