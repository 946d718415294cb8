import type net from 'node:net';
import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, plain } from './figures.ts';
import { type Relay, type RelayUsage, startRelay } from './relay.ts';

const connections = 2_000;

/** What an idle connection costs the relay's process after an upgrade and one message each way, both its sockets included. */
export async function benchMemory(): Promise<readonly Figure[]> {
  const server = await startEchoPeer();
  const pipe = await measure('pipe', server.port);
  const proxy = await measure('proxy', server.port);
  server.close();
  return [
    bounded(`memory an idle connection at ${connections}, proxy`, proxy.residentBytes / 1024, '<=', 16, ' KiB'),
    plain(`memory an idle connection at ${connections}, bare pipe`, pipe.residentBytes / 1024, ' KiB'),
    plain('… of which on the heap, proxy', proxy.heapBytes / 1024, ' KiB'),
    plain('… of which on the heap, bare pipe', pipe.heapBytes / 1024, ' KiB'),
  ];
}

/** Bytes a connection. A first crowd of the same size comes and goes and pays for what is paid once. */
async function measure(kind: 'pipe' | 'proxy', targetPort: number) {
  await using relay = await startRelay(kind, targetPort);
  for (const socket of await openAll(relay.port)) socket.destroy();
  const before = await settle(relay, 0);
  const sockets = await openAll(relay.port);
  const after = await settle(relay, connections);
  for (const socket of sockets) socket.destroy();
  return {
    residentBytes: (after.residentBytes - before.residentBytes) / connections,
    heapBytes: (after.heapBytes - before.heapBytes) / connections,
  };
}

/** What the relay uses as soon as it holds exactly so many connections. */
async function settle(relay: Relay, wanted: number): Promise<RelayUsage> {
  for (;;) {
    const usage = await relay.usage();
    if (usage.connections === wanted) return usage;
  }
}

/** Opens them a hundred at a time, and lets each exchange a message. */
async function openAll(port: number): Promise<net.Socket[]> {
  const sockets: net.Socket[] = [];
  while (sockets.length < connections) {
    const opened = await Promise.all(Array.from({ length: 100 }, () => dialEcho(port)));
    await Promise.all(opened.map((client) => client.roundTrip()));
    sockets.push(...opened.map(({ socket }) => socket));
  }
  return sockets;
}
