import { openCrowd } from './crowd.ts';
import type { EchoClient } from './echo-peer.ts';
import { bounded, type Figure, plain } from './figures.ts';
import { startPeer } from './peer.ts';
import { type Relay, startRelay } from './relay.ts';
import type { RelayUsage } from './relay-process.ts';

const connections = 5_000;

/** What an idle connection costs the relay's process after an upgrade and one message each way, both its sockets included. */
export async function benchMemory(): Promise<readonly Figure[]> {
  await using server = await startPeer('echo');
  const pipe = await measure('pipe', server.port);
  const proxy = await measure('proxy', server.port);
  return [
    bounded(`memory of an idle connection at ${connections}, proxy`, proxy.residentBytes / 1024, '<=', 16, ' KiB'),
    plain(`memory of an idle connection at ${connections}, bare pipe`, pipe.residentBytes / 1024, ' KiB'),
    plain('… of which on the heap, proxy', proxy.heapBytes / 1024, ' KiB'),
    plain('… of which on the heap, bare pipe', pipe.heapBytes / 1024, ' KiB'),
  ];
}

/** Bytes a connection. A first crowd of the same size comes and goes and pays for what is paid once. */
async function measure(kind: 'pipe' | 'proxy', targetPort: number) {
  await using relay = await startRelay(kind, targetPort);
  for (const { socket } of await openUsed(relay.port)) socket.destroy();
  const before = await settle(relay, 0);
  const clients = await openUsed(relay.port);
  const after = await settle(relay, connections);
  for (const { socket } of clients) socket.destroy();
  return {
    residentBytes: (after.residentBytes - before.residentBytes) / connections,
    heapBytes: (after.heapBytes - before.heapBytes) / connections,
  };
}

/** A crowd each of which has exchanged a message. */
async function openUsed(port: number): Promise<EchoClient[]> {
  const clients = await openCrowd(port, connections);
  for (const client of clients) await client.roundTrip();
  return clients;
}

/** What the relay uses as soon as it holds exactly so many connections. */
async function settle(relay: Relay, wanted: number): Promise<RelayUsage> {
  for (;;) {
    const usage = await relay.ask('usage');
    if (usage.connections === wanted) return usage;
  }
}
