import type { Peer } from '../../src/server/server-contract.ts';

/** A peer without a socket, for a behaviour alone. */
export interface RecordedPeer extends Peer {
  /** What was sent to it; `close` stands for the closing handshake. */
  readonly sent: readonly (string | Uint8Array)[];
}

export function createPeer(number: number): RecordedPeer {
  const sent: (string | Uint8Array)[] = [];
  return { number, sent, send: (data) => void sent.push(data), close: () => void sent.push('close') };
}
