import { realClock } from '../../src/runner/real-clock.ts';
import type { WirePeer } from './wire-peer.ts';

/** After how much time how much had come, for each segment from now on. */
export function watchPace(peer: WirePeer): readonly (readonly [afterMs: number, bytes: number])[] {
  const startedAt = realClock.now();
  const pace: (readonly [number, number])[] = [];
  let bytes = 0;
  peer.socket.on('data', ({ length }) => {
    bytes += length;
    pace.push([realClock.now() - startedAt, bytes]);
  });
  return pace;
}
