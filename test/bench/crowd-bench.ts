import { openCrowd } from './crowd.ts';
import { dialEcho, type EchoClient } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { openableConnections } from './open-files.ts';
import { type Peer, startPeer } from './peer.ts';
import { type Relay, startRelay } from './relay.ts';
import type { RelaySetup, RelayUsage } from './relay-process.ts';

const herd = 5_000;
const cycles = 3;
const smallLimit = 256;
const beyondLimit = 400;

/** How many connections one process holds, a herd that is cut and comes back, and what happens at the limit. */
export async function benchCrowd(): Promise<readonly Figure[]> {
  await using server = await startPeer('echo');
  return [...(await holdAll(server)), ...(await cycleHerd(server)), ...(await exceedLimit(server))];
}

async function holdAll(server: Peer): Promise<readonly Figure[]> {
  await using relay = await startRelay('proxy', server.port);
  const wanted = openableConnections();
  const clients = await openCrowd(relay.port, wanted);
  for (const client of clients) await client.roundTrip();
  const held = (await relay.ask('usage')).connections;
  for (const { socket } of clients) socket.destroy();
  return [bounded('idle connections held and answering, of those that fit the open files', held, '>=', wanted, '')];
}

/** Both relays in turns, so that drift of the machine hits them alike. */
async function cycleHerd(server: Peer): Promise<readonly Figure[]> {
  const pipe = await startHerd('pipe', server.port);
  const proxy = await startHerd('proxy', server.port);
  const measured: { readonly pipe: Cycle; readonly proxy: Cycle }[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    measured.push({ pipe: await pipe.cycle(), proxy: await proxy.cycle() });
  }
  await pipe.end();
  const { gained, left } = await proxy.end();
  const atServer = await server.ask('connections');
  const middle = (pick: (pair: (typeof measured)[number]) => number): number => median(measured.map(pick));
  return [
    bounded(
      `${herd} reset at once and back: processor time of the proxy a reconnect`,
      middle((pair) => pair.proxy.cpuMicros),
      '<=',
      450,
      ' µs',
    ),
    plain(
      '… the same with a bare pipe',
      middle((pair) => pair.pipe.cpuMicros),
      ' µs',
    ),
    plain(
      '… proxy / bare pipe',
      middle((pair) => pair.proxy.cpuMicros / pair.pipe.cpuMicros),
      ' ×',
    ),
    bounded(`${herd} reset ${cycles} times: sockets more than before`, gained, '<=', 0, ''),
    bounded(`${herd} reset ${cycles} times: sockets left when all have gone`, left, '<=', 1, ''),
    bounded(`${herd} reset ${cycles} times: sockets left at the server`, atServer, '<=', 0, ''),
    plain(
      `${herd} reset at once and back: duration`,
      middle((pair) => pair.proxy.seconds),
      ' s',
    ),
  ];
}

/** All lose their connection at once, and come back. */
interface Cycle {
  /** Processor time of the relay for one that comes back. */
  readonly cpuMicros: number;
  readonly seconds: number;
}

interface Herd {
  cycle(): Promise<Cycle>;
  /** How many sockets the relay holds more than before the first cycle, and how many when every client has gone. */
  end(): Promise<{ readonly gained: number; readonly left: number }>;
}

async function startHerd(kind: RelaySetup['kind'], targetPort: number): Promise<Herd> {
  const relay = await startRelay(kind, targetPort);
  // A first crowd pays for what is paid once.
  let clients = await openCrowd(relay.port, herd);
  const held = await settle(relay, herd);
  return {
    async cycle() {
      const before = await relay.ask('cpu');
      const startedAt = performance.now();
      const lost = Promise.all(clients.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve))));
      await relay.ask('reset');
      await lost;
      clients = await openCrowd(relay.port, herd);
      const seconds = (performance.now() - startedAt) / 1_000;
      return { cpuMicros: ((await relay.ask('cpu')).cpuMicros - before.cpuMicros) / herd, seconds };
    },
    async end() {
      const after = await settle(relay, herd);
      for (const { socket } of clients) socket.destroy();
      const empty = await settle(relay, 0);
      await relay[Symbol.asyncDispose]();
      return { gained: after.sockets - held.sockets, left: empty.sockets };
    },
  };
}

/** A relay that may open few files meets more clients: none may make it fall, and it must serve again afterwards. */
async function exceedLimit(server: Peer): Promise<readonly Figure[]> {
  await using relay = await startRelay('proxy', server.port, { maxOpenFiles: smallLimit });
  const outcomes = await Promise.all(Array.from({ length: beyondLimit }, () => attempt(relay.port)));
  const served = outcomes.filter((client) => client !== undefined);
  const { disturbances } = await relay.ask('usage');
  for (const { socket } of served) socket.destroy();
  await settle(relay, 0);
  const again = await dialEcho(relay.port);
  await again.roundTrip();
  again.socket.destroy();
  const expected = `too many open files: this process may open ${smallLimit}, a proxied connection takes two, and there are ${served.length};`;
  const told = disturbances.length === 1 && disturbances[0]?.startsWith(expected) === true;
  return [
    plain(`${beyondLimit} clients, ${smallLimit} open files: served`, served.length, ''),
    plain(`${beyondLimit} clients, ${smallLimit} open files: turned away`, beyondLimit - served.length, ''),
    bounded(`${beyondLimit} clients, ${smallLimit} open files: told once, with the figures`, told ? 1 : 0, '>=', 1, ''),
  ];
}

/** A client that was upgraded; `undefined` when it was turned away. */
async function attempt(port: number): Promise<EchoClient | undefined> {
  const client = await dialEcho(port).catch(() => undefined);
  if (client === undefined) return undefined;
  const answered = await Promise.race([
    client.roundTrip().then(() => true),
    new Promise<boolean>((resolve) => client.socket.once('close', () => resolve(false))),
  ]);
  return answered ? client : undefined;
}

/** What the relay holds as soon as it holds exactly so many connections and no socket of others. */
async function settle(relay: Relay, connections: number): Promise<RelayUsage> {
  for (const deadline = performance.now() + 10_000; ; ) {
    const usage = await relay.ask('usage');
    const isSettled = usage.connections === connections && usage.sockets <= 2 * connections + 1;
    if (isSettled || performance.now() > deadline) return usage;
  }
}
