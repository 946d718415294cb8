import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { startRelay } from './relay.ts';

const pairs = 15;
const roundTripsPerBlock = 1_500;
const connections = 50;
const windowPerConnection = 8;
const pumpMs = 1_000;

/** Round trip, throughput and processor time of the proxy against a bare pipe, in turns so that drift hits both alike. */
export async function benchRelay(): Promise<readonly Figure[]> {
  const server = await startEchoPeer();
  await using pipe = await startRelay('pipe', server.port);
  await using proxy = await startRelay('proxy', server.port);
  const direct = await dialEcho(server.port);
  const throughPipe = await dialEcho(pipe.port);
  const throughProxy = await dialEcho(proxy.port);

  const block = async (client: Awaited<ReturnType<typeof dialEcho>>): Promise<number> => {
    const times: number[] = [];
    for (let index = 0; index < roundTripsPerBlock; index++) times.push(await client.roundTrip());
    return median(times);
  };
  for (const client of [direct, throughPipe, throughProxy]) await block(client);
  const toPipe: number[] = [];
  const toDirect: number[] = [];
  const absolute: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const base = await block(direct);
    const ofPipe = await block(throughPipe);
    const ofProxy = await block(throughProxy);
    toPipe.push(ofProxy / ofPipe);
    toDirect.push(ofProxy / base);
    absolute.push(ofProxy * 1_000);
  }
  for (const { socket } of [direct, throughPipe, throughProxy]) socket.destroy();

  const pump = async (port: number): Promise<number> => {
    const clients = await Promise.all(Array.from({ length: connections }, () => dialEcho(port)));
    const startedAt = performance.now();
    const isOver = (): boolean => performance.now() - startedAt > pumpMs;
    const answered = await Promise.all(clients.map((client) => client.pump(windowPerConnection, isOver)));
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const { socket } of clients) socket.destroy();
    return answered.reduce((sum, count) => sum + count, 0) / seconds;
  };
  await pump(pipe.port);
  await pump(proxy.port);
  const rates: number[] = [];
  const proxyRates: number[] = [];
  const before = await proxy.usage();
  for (let pair = 0; pair < 7; pair++) {
    const ofPipe = await pump(pipe.port);
    const ofProxy = await pump(proxy.port);
    rates.push(ofProxy / ofPipe);
    proxyRates.push(ofProxy);
  }
  const after = await proxy.usage();
  const messages = proxyRates.reduce((sum, rate) => sum + (rate * pumpMs) / 1_000, 0);
  server.close();
  return [
    bounded('round trip of 125 B, p50, proxy / bare pipe', median(toPipe), '<=', 1.15, ' ×'),
    plain('round trip of 125 B, p50, proxy / direct', median(toDirect), ' ×'),
    plain('round trip of 125 B, p50, proxy', median(absolute), ' µs'),
    bounded(`messages/s at ${connections} connections, proxy / bare pipe`, median(rates), '>=', 0.9, ' ×'),
    plain(`messages/s at ${connections} connections, proxy`, median(proxyRates), ''),
    plain('processor time a message (there and back), proxy', (after.cpuMicros - before.cpuMicros) / messages, ' µs'),
  ];
}
