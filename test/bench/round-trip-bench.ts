import { dialEcho, startEchoPeer } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { startHaproxy } from './haproxy.ts';
import { startRelay } from './relay.ts';

const rounds = 21;
const roundTripsPerBlock = 1_000;

/** Round trip through the proxy against a bare pipe and against haproxy, in turns so that drift hits all alike. */
export async function benchRoundTrip(): Promise<readonly Figure[]> {
  const server = await startEchoPeer();
  await using haproxy = await startHaproxy(server.port);
  await using pipe = await startRelay('pipe', server.port);
  await using proxy = await startRelay('proxy', server.port);
  const ports = { direct: server.port, haproxy: haproxy.port, pipe: pipe.port, proxy: proxy.port };
  const names = ['direct', 'haproxy', 'pipe', 'proxy'] as const;
  const clients = await Promise.all(names.map((name) => dialEcho(ports[name])));

  const measureBlocks = async (): Promise<Record<(typeof names)[number], number>> => {
    const medians = { direct: 0, haproxy: 0, pipe: 0, proxy: 0 };
    for (const [index, name] of names.entries()) {
      const times: number[] = [];
      for (let trip = 0; trip < roundTripsPerBlock; trip++)
        times.push((await clients[index]?.roundTrip()) ?? Number.NaN);
      medians[name] = median(times) * 1_000;
    }
    return medians;
  };
  // The first ones pay for what is compiled on the way.
  for (let round = 0; round < 3; round++) await measureBlocks();
  const measured: Awaited<ReturnType<typeof measureBlocks>>[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measureBlocks());
  for (const { socket } of clients) socket.destroy();
  server.close();

  const ratioTo = (name: (typeof names)[number]): number => median(measured.map((block) => block.proxy / block[name]));
  return [
    bounded('round trip of 125 B, p50, proxy / bare pipe', ratioTo('pipe'), '<=', 1.1, ' ×'),
    bounded('round trip of 125 B, p50, proxy / haproxy', ratioTo('haproxy'), '<=', 1.35, ' ×'),
    plain('round trip of 125 B, p50, proxy / direct', ratioTo('direct'), ' ×'),
    ...names.map((name) =>
      plain(`round trip of 125 B, p50, ${name}`, median(measured.map((block) => block[name])), ' µs'),
    ),
  ];
}
