import type { Redial } from '../dial-series.ts';

/** What every timer may be late by, and the share of a wait that hides no shape. */
const leastLateMs = 10;
const mostLateShare = 0.05;

/** Whether the machine stood still at either end of a wait for so long that the wait says nothing of what was planned. */
export function isLate({ waitMs, lateMs = 0 }: Redial): boolean {
  return waitMs !== null && lateMs > Math.max(leastLateMs, mostLateShare * (waitMs - lateMs));
}
