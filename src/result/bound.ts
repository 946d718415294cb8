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
  return isShown(fault, heartbeat) ? heartbeatBound(heartbeat) : null;
}

/** Whether a client with such a heartbeat must notice. */
export function isShown({ sign, reachesClient }: SeenFault, { style, byMessages = false }: HeartbeatSummary): boolean {
  const onlyListens = style === 'server' || style === 'idle';
  // It need not mind what becomes of its own words: the server may go on to speak.
  if (onlyListens && !reachesClient && sign !== 'end') return false;
  switch (sign) {
    case 'end':
    case 'silence':
      return true;
    case 'no-pongs':
      return style === 'ping' || (style === 'tick' && !byMessages);
    case 'no-messages':
      return style === 'app' || (byMessages && (style === 'tick' || onlyListens));
    case 'none':
      return false;
  }
}

type SeenFault = Pick<FaultSummary, 'sign' | 'reachesClient'>;

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
