import process from 'node:process';
import { setInterval } from 'node:timers/promises';
import { openCrowd } from './crowd.ts';
import type { EchoClient } from './echo-peer.ts';
import { bounded, type Figure, median, plain, quantile } from './figures.ts';
import { giveCore, takeBackCores } from './give-core.ts';
import { encodeNumbered, monotonicMs } from './numbered-message.ts';
import { openableConnections } from './open-files.ts';
import { type Peer, startPeer } from './peer.ts';
import { type Relay, startRelay } from './relay.ts';

const delayMs = 50;
const wantedConnections = 10_000;
const chunksPerSecond = 20_000;
const roundMs = 2_000;
const rounds = 7;
/** Rounds that are not counted: what is hot is compiled meanwhile, and the young generation grows to its size. */
const warmUps = 2;

/** How true an injected latency is on a crowd of connections, each of which says something small now and then. */
export async function benchLatency(): Promise<readonly Figure[]> {
  const connections = Math.min(wantedConnections, openableConnections());
  await using sink = await startPeer('sink');
  await using relay = await startRelay('proxy', sink.port, { watchesPassage: true });
  const clients = await openCrowd(relay.port, connections);
  const placing = giveCore(relay.pid, [sink.pid, process.pid]);
  const base = await measure(relay, sink, clients);
  await relay.ask('inject', { fault: 'latency', with: { delay: `${delayMs}ms` }, direction: 'to-server' });
  const delayed = await measure(relay, sink, clients);
  for (const { socket } of clients) socket.destroy();
  takeBackCores(process.pid);

  const what = `latency of ${delayMs} ms on ${connections} connections`;
  return [
    bounded(`${what}: error p99, in the relay`, delayed.passageP99 - delayMs, '<=', 2, ' ms'),
    bounded(`${what}: earliest, against what was asked`, delayed.passageMin - delayMs, '>=', 0, ' ms'),
    plain(`${what}: error p50, in the relay`, delayed.passageP50 - delayMs, ' ms'),
    plain(`${what}: error p99, from sender to receiver`, delayed.wayP99 - delayMs - base.wayP50, ' ms'),
    plain('… the same without latency: the noise of three processes', base.wayP99 - base.wayP50, ' ms'),
    plain(`${what}: chunks/s`, delayed.perSecond, ''),
    plain(`${what}: processor time of a chunk`, delayed.cpuMicros, ' µs'),
    plain('… the same without latency', base.cpuMicros, ' µs'),
    plain(`${what}: how busy the relay is (${placing})`, delayed.busy * 100, ' %'),
  ];
}

interface Measured {
  /** From the arrival in the relay to the writing on, milliseconds. */
  readonly passageP50: number;
  readonly passageP99: number;
  readonly passageMin: number;
  /** From the sender to the receiver, milliseconds. */
  readonly wayP50: number;
  readonly wayP99: number;
  readonly perSecond: number;
  /** Processor time of the relay for a chunk. */
  readonly cpuMicros: number;
  readonly busy: number;
}

/** The median of several rounds: one stall of the machine spoils one of them. */
async function measure(relay: Relay, sink: Peer, clients: readonly EchoClient[]): Promise<Measured> {
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await measureRound(relay, sink, clients);
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measureRound(relay, sink, clients));
  const middle = (name: keyof Measured): number => median(measured.map((each) => each[name]));
  return {
    passageP50: middle('passageP50'),
    passageP99: middle('passageP99'),
    passageMin: Math.min(...measured.map(({ passageMin }) => passageMin)),
    wayP50: middle('wayP50'),
    wayP99: middle('wayP99'),
    perSecond: middle('perSecond'),
    cpuMicros: middle('cpuMicros'),
    busy: middle('busy'),
  };
}

async function measureRound(relay: Relay, sink: Peer, clients: readonly EchoClient[]): Promise<Measured> {
  const before = await relay.ask('cpu');
  const startedAt = monotonicMs();
  const sent = await sendPaced(clients);
  const seconds = (monotonicMs() - startedAt) / 1_000;
  const ways: number[] = [];
  while (ways.length < sent) ways.push(...(await sink.ask('delays')));
  const cpuMicros = (await relay.ask('cpu')).cpuMicros - before.cpuMicros;
  const passages = await relay.ask('passage');
  if (passages.length !== sent) throw new Error(`the relay saw ${passages.length} of ${sent} messages`);
  return {
    passageP50: median(passages),
    passageP99: quantile(passages, 0.99),
    passageMin: passages[0] ?? Number.NaN,
    wayP50: median(ways),
    wayP99: quantile(ways, 0.99),
    perSecond: sent / seconds,
    cpuMicros: cpuMicros / sent,
    busy: cpuMicros / 1e6 / seconds,
  };
}

/** One message after the other on one connection after the other, for a round; gives how many. */
async function sendPaced(clients: readonly EchoClient[]): Promise<number> {
  const startedAt = monotonicMs();
  let sent = 0;
  for await (const _ of setInterval(1)) {
    const elapsedMs = monotonicMs() - startedAt;
    const owed = Math.min(roundMs, elapsedMs) * (chunksPerSecond / 1_000);
    for (; sent < owed; sent++) clients[sent % clients.length]?.socket.write(encodeNumbered(sent, monotonicMs()));
    if (elapsedMs >= roundMs) break;
  }
  return sent;
}
