import { once } from 'node:events';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { type Relay, startRelay } from './relay.ts';
import { startSinkPeer } from './sink-peer.ts';

const pairs = 11;
const connections = 50;
const windowPerConnection = 8;
const pumpMs = 1_000;
const streamBytes = 256 * 2 ** 20;

interface Measured {
  /** Messages or megabytes a second. */
  readonly rate: number;
  /** Processor time of the relay for one message or megabyte. */
  readonly cpuMicros: number;
  /** How much of a core the relay used. */
  readonly busy: number;
}

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

/** `run` gives how much passed in how many seconds. */
async function compare(
  what: string,
  unit: string,
  targetPort: number,
  run: (port: number) => Promise<{ amount: number; seconds: number }>,
): Promise<readonly Figure[]> {
  await using pipe = await startRelay('pipe', targetPort);
  await using proxy = await startRelay('proxy', targetPort);
  const measure = async (relay: Relay): Promise<Measured> => {
    const before = await relay.ask('cpu');
    const { amount, seconds } = await run(relay.port);
    const cpuMicros = (await relay.ask('cpu')).cpuMicros - before.cpuMicros;
    return { rate: amount / seconds, cpuMicros: cpuMicros / amount, busy: cpuMicros / 1e6 / seconds };
  };
  for (const relay of [pipe, proxy]) await measure(relay);
  const measured: { pipe: Measured; proxy: Measured }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Who is first changes, so that neither always profits from what the other left behind.
    const isPipeFirst = pair % 2 === 0;
    const first = await measure(isPipeFirst ? pipe : proxy);
    const second = await measure(isPipeFirst ? proxy : pipe);
    measured.push(isPipeFirst ? { pipe: first, proxy: second } : { pipe: second, proxy: first });
  }
  const middle = (pick: (pair: (typeof measured)[number]) => number): number => median(measured.map(pick));
  return [
    bounded(
      `${what}, proxy / bare pipe`,
      middle(({ pipe: base, proxy: ours }) => ours.rate / base.rate),
      '>=',
      0.95,
      ' ×',
    ),
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
