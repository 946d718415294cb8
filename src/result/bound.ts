import type { FaultSign } from '../base/fault-sign.ts';
import type { FaultSummary, HeartbeatSummary } from './observation.ts';
import type { CaseResult } from './run-result.ts';

/**
 * The window in which a correct client detects the fault, by the table "Detection bound" of the README; `null` where theory
 * says nothing: no heartbeat known, a benign fault, a fault that this heartbeat does not show. `rtt` stands for one network
 * delay, which is not known and counts as 0.
 */
export function detectionBound(fault: FaultSummary, heartbeat: HeartbeatSummary | undefined): CaseResult['bound'] {
  if (fault.sign === 'end') return { style: 'rtt', best: 0, worst: 0 };
  if (fault.benign || heartbeat === undefined) return null;
  return isShown(fault.sign, heartbeat) ? heartbeatBound(heartbeat) : null;
}

/** Whether a client with such a heartbeat must notice. */
export function isShown(sign: Exclude<FaultSign, 'end'>, { style, byMessages = false }: HeartbeatSummary): boolean {
  switch (sign) {
    case 'silence':
      return true;
    case 'no-pongs':
      return style === 'ping' || (style === 'tick' && !byMessages);
    case 'no-messages':
      return style === 'app' || (byMessages && (style === 'tick' || style === 'server'));
    case 'none':
      return false;
  }
}

function heartbeatBound({ style, intervalMs, timeoutMs }: HeartbeatSummary): CaseResult['bound'] {
  switch (style) {
    case 'ping':
    case 'app':
    case 'server':
      return { style, best: timeoutMs, worst: intervalMs + timeoutMs };
    case 'tick':
      return { style, best: intervalMs, worst: 2 * intervalMs };
    case 'idle':
      return { style, best: Math.max(0, timeoutMs - intervalMs), worst: timeoutMs };
    case 'none':
      return { style, best: null, worst: null };
  }
}
