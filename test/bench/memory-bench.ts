import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, plain } from './figures.ts';
import { startRelay } from './relay.ts';

const connections = 2_000;

/** What an idle, upgraded connection costs the relay's process, both its sockets included. */
export async function benchMemory(): Promise<readonly Figure[]> {
  const server = await startEchoPeer();
  const measure = async (kind: 'pipe' | 'proxy'): Promise<number> => {
    await using relay = await startRelay(kind, server.port);
    // The first connections load code and grow pools.
    const first = await Promise.all(Array.from({ length: 200 }, () => dialEcho(relay.port)));
    const before = await relay.usage();
    const more = [];
    for (let index = 0; index < connections; index += 100) {
      more.push(...(await Promise.all(Array.from({ length: 100 }, () => dialEcho(relay.port)))));
    }
    const after = await relay.usage();
    for (const { socket } of [...first, ...more]) socket.destroy();
    return (after.residentBytes - before.residentBytes) / connections / 1024;
  };
  const pipe = await measure('pipe');
  const proxy = await measure('proxy');
  server.close();
  return [
    bounded(`memory an idle connection at ${connections}, proxy`, proxy, '<=', 16, ' KiB'),
    plain(`memory an idle connection at ${connections}, bare pipe`, pipe, ' KiB'),
  ];
}
