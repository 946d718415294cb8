import type { Direction } from '../wire/frame.ts';
import { createFrameIngress, type FrameIngress } from './frame-ingress.ts';
import type { FrameInterest } from './frame-interest.ts';

/** More are not kept: connections in the middle of a frame hold theirs, the others need none. */
const maxKept = 64;

/**
 * Lends ingresses to connections. Between two messages an ingress knows nothing of its connection, so an idle connection,
 * and most are idle at any time, needs none: it would be a quarter of what the connection costs.
 */
export interface IngressPool {
  take(direction: Direction): FrameIngress;
  /** True when it could be given back, so its holder must forget it. */
  giveBack(direction: Direction, ingress: FrameIngress): boolean;
}

export function createIngressPool(interest: FrameInterest): IngressPool {
  const kept: Record<Direction, FrameIngress[]> = { 'to-client': [], 'to-server': [] };
  const gathers = (): 'none' | 'control' | 'all' =>
    !interest.tellsFrames() ? 'none' : interest.inspectsData() ? 'all' : 'control';
  return {
    take: (direction) => kept[direction].pop() ?? createFrameIngress({ direction, gathers }),
    giveBack(direction, ingress) {
      if (!ingress.isIdle()) return false;
      if (kept[direction].length < maxKept) kept[direction].push(ingress);
      return true;
    },
  };
}
