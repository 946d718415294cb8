import type { HeartbeatSummary } from '../result/observation.ts';

/** The least event-loop delay, ms, at which a figure is not believed. */
export const defaultLoopDelayFloorMs = 10;

/** As a share of the heartbeat's interval: what takes long may be measured less exactly. */
const shareOfInterval = 0.01;

/** Above it an iteration is invalid; what is shorter cannot be told from the noise of one that counts. */
export function loopDelayLimit(
  heartbeat: HeartbeatSummary | undefined,
  floorMs: number = defaultLoopDelayFloorMs,
): number {
  return Math.max(floorMs, shareOfInterval * (heartbeat?.intervalMs ?? 0));
}
