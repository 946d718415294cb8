import process from 'node:process';
import type { Asked } from './bench-process.ts';
import { startEchoPeer } from './echo-peer.ts';
import { startSinkPeer } from './sink-peer.ts';

/** What a server tells when it is asked. */
export interface PeerAnswers {
  /** How many connections it has. */
  readonly connections: number;
  /** How long the numbered messages since the last time were on their way, milliseconds, sorted. */
  readonly delays: readonly number[];
  /** When bytes behind the handshakes came since the last time, and how many; milliseconds on the monotonic clock. */
  readonly arrivals: readonly (readonly [atMs: number, bytes: number])[];
}

const sink = process.argv[2] === 'sink' ? await startSinkPeer() : undefined;
const peer = sink ?? (await startEchoPeer());

process.on('message', ({ question }: Asked) => {
  switch (question as keyof PeerAnswers) {
    case 'connections':
      process.send?.(peer.connections);
      break;
    case 'delays':
      process.send?.(sink?.takeDelays() ?? []);
      break;
    case 'arrivals':
      process.send?.(sink?.takeArrivals() ?? []);
      break;
  }
});
process.once('disconnect', () => process.exit());
process.send?.({ port: peer.port });
