import type { HeartbeatPolicy } from '../base/client-policy.ts';
import type { LifeSign } from './heartbeat-contract.ts';

const ranks: Readonly<Record<HeartbeatPolicy['alive'], number>> = { bytes: 0, frame: 1, message: 2, pong: 3 };

/**
 * True when a sign is at least what the policy asks for. A server's ping is a frame; where the server's pings are watched it
 * is what is waited for. With nobody to answer (`idle`) the strictest choice leaves messages.
 */
export function countsAsLife(sign: LifeSign, { alive, mode }: Pick<HeartbeatPolicy, 'alive' | 'mode'>): boolean {
  const asked = mode === 'idle' && alive === 'pong' ? ranks.message : ranks[alive];
  return rankOf(sign, mode) >= asked;
}

function rankOf(sign: LifeSign, mode: HeartbeatPolicy['mode']): number {
  switch (sign.kind) {
    case 'answer':
      return ranks.pong;
    case 'server-ping':
      return mode === 'server' ? ranks.pong : ranks.frame;
    default:
      return ranks[sign.kind];
  }
}
