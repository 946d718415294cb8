import { once } from 'node:events';
import { medianInterval, rank } from '../../src/result/order-statistics.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { type Relay, startRelay } from './relay.ts';
import { startSinkPeer } from './sink-peer.ts';

/** A process keeps the pace that it fell into, by where its memory happens to lie: several of each are compared. */
const processes = 5;
/** Many short ones rather than few long ones: a machine that others share changes its pace within a second. */
const pairsPerProcess = 24;
/** Runs of a process that are not counted: it compiles what is hot meanwhile. */
const warmUps = 3;
const connections = 50;
const windowPerConnection = 8;
const pumpMs = 150;
const streamBytes = 32 * 2 ** 20;

interface Measured {
  /** Messages or megabytes a second. */
  readonly rate: number;
  /** Processor time of the relay for one message or megabyte. */
  readonly cpuMicros: number;
  /** How much of a core the relay used. */
  readonly busy: number;
}

interface Pair {
  readonly pipe: Measured;
  readonly proxy: Measured;
}

/** Gives how much passed through the relay on a port, and in how many seconds. */
type Run = (port: number) => Promise<{ readonly amount: number; readonly seconds: number }>;

/** What passes in a second through the proxy against a bare pipe, in turns so that drift hits both alike. */
export async function benchThroughput(): Promise<readonly Figure[]> {
  const server = await startEchoPeer();
  const sink = await startSinkPeer();
  const figures = [
    ...(await compare(`messages/s at ${connections} connections`, '', server.port, pumpMessages)),
    ...(await compare('64 KiB messages, MB/s', ' MB/s', sink.port, (port) => stream(port, 2 ** 16))),
    ...(await compare('1 MiB messages, MB/s', ' MB/s', sink.port, (port) => stream(port, 2 ** 20))),
  ];
  server.close();
  sink.close();
  return figures;
}

async function compare(what: string, unit: string, targetPort: number, run: Run): Promise<readonly Figure[]> {
  const measured: Pair[] = [];
  for (let started = 0; started < processes; started++) {
    await using pipe = await startRelay('pipe', targetPort);
    await using proxy = await startRelay('proxy', targetPort);
    for (let warmUp = 0; warmUp < warmUps; warmUp++) await measurePair(pipe, proxy, true, run);
    for (let pair = 0; pair < pairsPerProcess; pair++)
      measured.push(await measurePair(pipe, proxy, pair % 2 === 0, run));
  }
  const middle = (pick: (pair: Pair) => number): number => median(measured.map(pick));
  const ratios = measured.map(({ pipe: base, proxy: ours }) => ours.rate / base.rate);
  const [low, high] = medianInterval(rank(ratios)) ?? [Number.NaN, Number.NaN];
  return [
    bounded(`${what}, proxy / bare pipe`, median(ratios), '>=', 0.95, ' ×'),
    plain(`… between, with 95 % confidence (${ratios.length} pairs)`, low, ' ×'),
    plain('… and', high, ' ×'),
    plain(
      `${what}, proxy`,
      middle(({ proxy: ours }) => ours.rate),
      unit,
    ),
    plain(
      `${what}: processor time, proxy / bare pipe`,
      middle((pair) => pair.proxy.cpuMicros / pair.pipe.cpuMicros),
      ' ×',
    ),
    plain(`${what}: how busy the proxy is`, middle(({ proxy: ours }) => ours.busy) * 100, ' %'),
    plain(`${what}: how busy the bare pipe is`, middle(({ pipe: base }) => base.busy) * 100, ' %'),
  ];
}

/** Who is first changes from pair to pair, so that neither always profits from what the other left behind. */
async function measurePair(pipe: Relay, proxy: Relay, isPipeFirst: boolean, run: Run): Promise<Pair> {
  const first = await measure(isPipeFirst ? pipe : proxy, run);
  const second = await measure(isPipeFirst ? proxy : pipe, run);
  return isPipeFirst ? { pipe: first, proxy: second } : { pipe: second, proxy: first };
}

async function measure(relay: Relay, run: Run): Promise<Measured> {
  const before = await relay.ask('cpu');
  const { amount, seconds } = await run(relay.port);
  const cpuMicros = (await relay.ask('cpu')).cpuMicros - before.cpuMicros;
  return { rate: amount / seconds, cpuMicros: cpuMicros / amount, busy: cpuMicros / 1e6 / seconds };
}

async function pumpMessages(port: number): Promise<{ amount: number; seconds: number }> {
  const clients = await Promise.all(Array.from({ length: connections }, () => dialEcho(port)));
  const startedAt = performance.now();
  const isOver = (): boolean => performance.now() - startedAt > pumpMs;
  const answered = await Promise.all(clients.map((client) => client.pump(windowPerConnection, isOver)));
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { socket } of clients) socket.destroy();
  return { amount: answered.reduce((sum, count) => sum + count, 0), seconds };
}

/** A stream of messages of one size to the sink, until all has come. */
async function stream(port: number, payloadBytes: number): Promise<{ amount: number; seconds: number }> {
  const { socket } = await dialEcho(port);
  const message = encodeFrame({ opcode: 2, payload: new Uint8Array(payloadBytes), maskKey: new Uint8Array(4) });
  const wanted = Math.ceil(streamBytes / message.length) * message.length;
  const startedAt = performance.now();
  const closed = once(socket.resume(), 'end');
  for (let sent = 0; sent < wanted; sent += message.length) {
    if (!socket.write(message)) await once(socket, 'drain');
  }
  // The sink ends its half when it has read ours to the end.
  socket.end();
  await closed;
  return { amount: wanted / 1e6, seconds: (performance.now() - startedAt) / 1_000 };
}
