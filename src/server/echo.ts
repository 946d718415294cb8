import type { Behaviour } from './server-contract.ts';

/** Gives every message back as it came. */
export function createEcho(): Behaviour {
  return { onMessage: (peer, data) => peer.send(data) };
}
