import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { dialEcho } from './echo-peer.ts';
import type { Peer } from './peer.ts';

const messageBytes = 1_000;
const message = encodeFrame({ opcode: 2, payload: new Uint8Array(messageBytes), maskKey: new Uint8Array(4) });
const batch = Buffer.concat(new Array(64).fill(message));

/** Windows of one measurement. */
const windows = 3;

/** Bytes a second that come to the sink behind a port in each window, while the sender writes as much as it can. */
export async function measureLinkRates(port: number, sink: Peer, windowMs: number): Promise<readonly number[]> {
  const { socket } = await dialEcho(port);
  let isOver = false;
  const fill = (): void => {
    while (!isOver && socket.write(batch));
  };
  socket.on('drain', fill);
  fill();
  await sink.ask('arrivals');
  const measured: number[] = [];
  for (let window = 0; window < windows; window++) measured.push(await measureWindow(sink, windowMs));
  isOver = true;
  socket.destroy();
  return measured;
}

/** From one arrival to a later one: what came behind the first, up to and with the last. By the sink's own clock. */
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
