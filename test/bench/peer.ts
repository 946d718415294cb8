import { type BenchProcess, startBenchProcess } from './bench-process.ts';
import type { PeerAnswers } from './peer-process.ts';

/** A server in a process of its own. */
export interface Peer extends BenchProcess<PeerAnswers> {
  readonly port: number;
}

/** Starts a server that answers messages (`echo`), or that takes them in silence and notes when they came (`sink`). */
export async function startPeer(kind: 'echo' | 'sink'): Promise<Peer> {
  const peer = await startBenchProcess<PeerAnswers>('peer-process', [kind]);
  return Object.assign(peer, { port: peer.ready.port });
}
