import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { dialEcho } from './echo-peer.ts';
import { bounded, type Figure, median } from './figures.ts';
import { type Peer, startPeer } from './peer.ts';
import { startRelay } from './relay.ts';

/** Rates as the fault's option takes them, and for how long each is measured. */
const rates = [
  { rate: '1kB/s', bytesPerSecond: 1e3, seconds: 10 },
  { rate: '10kB/s', bytesPerSecond: 1e4, seconds: 5 },
  { rate: '100kB/s', bytesPerSecond: 1e5, seconds: 3 },
  { rate: '1MB/s', bytesPerSecond: 1e6, seconds: 3 },
  { rate: '10MB/s', bytesPerSecond: 1e7, seconds: 3 },
  { rate: '100MB/s', bytesPerSecond: 1e8, seconds: 3 },
] as const;

const windows = 3;
const messageBytes = 1_000;

/** How true a bandwidth is: bytes that come to a receiver, against its own clock. */
export async function benchBandwidth(): Promise<readonly Figure[]> {
  await using sink = await startPeer('sink');
  const figures: Figure[] = [];
  for (const { rate, bytesPerSecond, seconds } of rates) {
    const measured = await measure(sink, rate, seconds);
    const error = median(measured.map((each) => Math.abs(each / bytesPerSecond - 1)));
    figures.push(bounded(`bandwidth of ${rate}: error`, error * 100, '<=', 1, ' %'));
  }
  return figures;
}

/** Bytes a second in each window, while the sender writes as much as it can. */
async function measure(sink: Peer, rate: string, seconds: number): Promise<readonly number[]> {
  const fault = { fault: 'bandwidth', with: { rate }, direction: 'to-server' };
  await using relay = await startRelay('proxy', sink.port, { faults: [fault] });
  const { socket } = await dialEcho(relay.port);
  const message = encodeFrame({ opcode: 2, payload: new Uint8Array(messageBytes), maskKey: new Uint8Array(4) });
  const batch = Buffer.concat(new Array(64).fill(message));
  let isOver = false;
  const fill = (): void => {
    while (!isOver && socket.write(batch));
  };
  socket.on('drain', fill);
  fill();
  await sink.ask('arrivals');
  const measured: number[] = [];
  for (let window = 0; window < windows; window++) measured.push(await measureWindow(sink, (seconds * 1e3) / windows));
  isOver = true;
  socket.destroy();
  return measured;
}

/** From one arrival to a later one: what came behind the first, up to and with the last. */
async function measureWindow(sink: Peer, lengthMs: number): Promise<number> {
  const seen: (readonly [atMs: number, bytes: number])[] = [];
  for (;;) {
    seen.push(...(await sink.ask('arrivals')));
    const [first] = seen;
    const last = seen.at(-1);
    if (first === undefined || last === undefined || last[0] - first[0] < lengthMs) continue;
    const bytes = seen.slice(1).reduce((sum, [, length]) => sum + length, 0);
    return bytes / ((last[0] - first[0]) / 1_000);
  }
}
