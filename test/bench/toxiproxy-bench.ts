import { type Proxy as CreatedProxy, type ICreateToxicBody, Toxiproxy } from 'toxiproxy-node-client';
import { portOf, toxicOf } from '../interop/toxiproxy/start-toxiproxy.ts';
import { type BenchProcess, startBenchProcess } from './bench-process.ts';
import { dialEcho } from './echo-peer.ts';
import { bounded, type Figure, median, plain } from './figures.ts';
import { measureLinkRates } from './link-rate.ts';
import { startPeer } from './peer.ts';

const latencies = [5, 50, 200] as const;
const roundTrips = 60;
/** KB/s, as the toxic takes them. */
const rates = [100, 1_000, 10_000] as const;
const windowMs = 1_500;

/** How true the toxics are that Toxiproxy's own client sets: the server, the proxy and the client in a process each. */
export async function benchToxiproxy(): Promise<readonly Figure[]> {
  await using control = await startBenchProcess<never>('toxiproxy-process', []);
  return [...(await benchLatencies(control)), ...(await benchRates(control))];
}

/** What the toxic adds to a round trip through the same proxy, in turns with one that has no toxic. */
async function benchLatencies(control: BenchProcess<never>): Promise<readonly Figure[]> {
  await using echo = await startPeer('echo');
  const calm = await dialEcho(portOf(await createProxy(control, 'calm', echo.port)));
  const direct = await dialEcho(echo.port);
  const figures: Figure[] = [];
  for (const latency of latencies) {
    const toxic = toxicOf('latency', { latency, jitter: 0 });
    const slow = await dialEcho(portOf(await createProxy(control, `latency-${latency}`, echo.port, toxic)));
    const took: { readonly slow: number; readonly calm: number; readonly direct: number }[] = [];
    for (let trip = 0; trip < roundTrips; trip++) {
      took.push({ slow: await slow.roundTrip(), calm: await calm.roundTrip(), direct: await direct.roundTrip() });
    }
    slow.socket.destroy();
    const errors = took.map((trip) => trip.slow - trip.calm - latency);
    const what = `toxic latency of ${latency} ms: round trip, over what was asked, p50`;
    figures.push(
      bounded(`${what}, to the proxy without it`, median(errors), '<=', 1, ' ms'),
      plain(`${what}, to a direct connection`, median(took.map((trip) => trip.slow - trip.direct - latency)), ' ms'),
    );
  }
  for (const { socket } of [calm, direct]) socket.destroy();
  return figures;
}

async function benchRates(control: BenchProcess<never>): Promise<readonly Figure[]> {
  await using sink = await startPeer('sink');
  const figures: Figure[] = [];
  for (const rate of rates) {
    const toxic = toxicOf('bandwidth', { rate }, { stream: 'upstream' });
    const proxy = await createProxy(control, `bandwidth-${rate}`, sink.port, toxic);
    const measured = await measureLinkRates(portOf(proxy), sink, windowMs);
    // What it holds would go on to the sink that measures the next.
    await proxy.remove();
    const error = median(measured.map((each) => Math.abs(each / (rate * 1_000) - 1)));
    figures.push(bounded(`toxic bandwidth of ${rate} KB/s: error`, error * 100, '<=', 1, ' %'));
  }
  return figures;
}

async function createProxy(
  control: BenchProcess<never>,
  name: string,
  port: number,
  toxic?: ICreateToxicBody<never>,
): Promise<CreatedProxy> {
  const toxiproxy = new Toxiproxy(`http://127.0.0.1:${control.ready.port}`);
  const upstream = `127.0.0.1:${port}`;
  const proxy = await toxiproxy.createProxy({ name, listen: '127.0.0.1:0', upstream, enabled: true });
  if (toxic !== undefined) await proxy.addToxic(toxic);
  return proxy;
}
