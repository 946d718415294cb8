import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RelayMessage } from './relay-process.ts';

export interface IdleMemoryOptions {
  /** What {@link compileRelay} gave. */
  readonly program: string;
  readonly relay: 'pipe' | 'proxy';
  readonly connections: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const upgrade =
  'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
const switching =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

const ping = Buffer.from('898000000000', 'hex');
const pong = Buffer.from('8a00', 'hex');

/**
 * Compiles the relay as it is shipped; gives the program's path. Run from source, the loader gives each function its name in
 * a way that costs several hundred bytes a function, and the figure would be the loader's.
 */
export function compileRelay(): string {
  const out = join(root, 'node_modules/.cache/wschaos-bench');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noCheck', '--noEmit', 'false', '--rootDir', root, '--outDir', out, '--target', 'es2023'];
  const like = ['--module', 'nodenext', '--allowImportingTsExtensions', '--rewriteRelativeImportExtensions'];
  execFileSync(process.execPath, [
    tsc,
    '--ignoreConfig',
    ...options,
    ...like,
    join(root, 'test/bench/relay-process.ts'),
  ]);
  return join(out, 'test/bench/relay-process.js');
}

/** What one idle connection costs a relay, both its sockets included. */
export interface IdleMemory {
  readonly residentBytes: number;
  /** Without what the heap keeps free and the native side of the sockets; steadier. */
  readonly heapBytes: number;
}

/**
 * Holds so many connections, idle after an upgrade and one ping and pong, through a relay in a process of its own. A first
 * crowd of the same size comes and goes and pays for what is paid once.
 */
export async function measureIdleMemory({ program, relay, connections }: IdleMemoryOptions): Promise<IdleMemory> {
  const upstream = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(switching);
      socket.on('data', () => socket.write(pong));
    });
  });
  upstream.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(upstream, 'listening');
  const target = String((upstream.address() as net.AddressInfo).port);
  const child = fork(program, [relay, target], { execArgv: ['--expose-gc'] });
  try {
    const { port } = await nextMessage(child, 'listening');
    for (const socket of await openAll(port, connections)) socket.destroy();
    const before = await settle(child, 0);
    const sockets = await openAll(port, connections);
    const after = await settle(child, connections);
    for (const socket of sockets) socket.destroy();
    return {
      residentBytes: (after.residentBytes - before.residentBytes) / connections,
      heapBytes: (after.heapBytes - before.heapBytes) / connections,
    };
  } finally {
    child.disconnect();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    upstream.close();
  }
}

/** The relay's memory as soon as the relay holds exactly so many connections. */
async function settle(child: ChildProcess, connections: number): Promise<Extract<RelayMessage, { kind: 'memory' }>> {
  for (;;) {
    child.send('report');
    const report = await nextMessage(child, 'memory');
    if (report.connections === connections) return report;
  }
}

async function nextMessage<Kind extends RelayMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<RelayMessage, { kind: Kind }>> {
  const [message] = (await once(child, 'message')) as [RelayMessage];
  if (message.kind !== kind) throw new Error(`the relay said ${message.kind}, expected ${kind}`);
  return message as Extract<RelayMessage, { kind: Kind }>;
}

/** Opens them a hundred at a time. */
async function openAll(port: number, count: number): Promise<net.Socket[]> {
  const sockets: net.Socket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(100, count - sockets.length) }, () => openOne(port));
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

async function openOne(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1' });
  socket.on('error', () => socket.destroy());
  socket.write(upgrade);
  await once(socket, 'data');
  socket.write(ping);
  await once(socket, 'data');
  return socket;
}
