import { bounded, type Figure, median } from './figures.ts';
import { measureLinkRates } from './link-rate.ts';
import { type Peer, startPeer } from './peer.ts';
import { startRelay } from './relay.ts';

/** Rates as the fault's option takes them, and how long each window of the measurement is. */
const rates = [
  { rate: '1kB/s', bytesPerSecond: 1e3, windowMs: 3_000 },
  { rate: '10kB/s', bytesPerSecond: 1e4, windowMs: 1_500 },
  { rate: '100kB/s', bytesPerSecond: 1e5, windowMs: 1_000 },
  { rate: '1MB/s', bytesPerSecond: 1e6, windowMs: 1_000 },
  { rate: '10MB/s', bytesPerSecond: 1e7, windowMs: 1_000 },
  { rate: '100MB/s', bytesPerSecond: 1e8, windowMs: 1_000 },
] as const;

/** How true a bandwidth is: bytes that come to a receiver, against its own clock. */
export async function benchBandwidth(): Promise<readonly Figure[]> {
  await using sink = await startPeer('sink');
  const figures: Figure[] = [];
  for (const { rate, bytesPerSecond, windowMs } of rates) {
    const measured = await measure(sink, rate, windowMs);
    const error = median(measured.map((each) => Math.abs(each / bytesPerSecond - 1)));
    figures.push(bounded(`bandwidth of ${rate}: error`, error * 100, '<=', 1, ' %'));
  }
  return figures;
}

async function measure(sink: Peer, rate: string, windowMs: number): Promise<readonly number[]> {
  const fault = { fault: 'bandwidth', with: { rate }, direction: 'to-server' };
  await using relay = await startRelay('proxy', sink.port, { faults: [fault] });
  return await measureLinkRates(relay.port, sink, windowMs);
}
