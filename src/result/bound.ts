import type { FaultSummary, HeartbeatSummary } from './observation.ts';
import type { CaseResult } from './run-result.ts';

/** Faults that end the link in front of the client's eyes: RST, FIN, Close frame. */
const visibleEnds: ReadonlySet<string> = new Set(['reset', 'disconnect', 'close']);

/** Faults whose options decide whether anything is to be seen, so that no bound can be told. */
const undecided: ReadonlySet<string> = new Set([
  'server',
  'client',
  'partial-frame',
  'limit-bytes',
  'idle-timeout',
  'max-age',
]);

/**
 * The window in which a correct client detects the fault, by the table "Detection bound" of the README; `null` where theory
 * says nothing: no heartbeat known, a benign fault, a listener that only refuses. `rtt` stands for one network delay, which
 * is not known and counts as 0.
 */
export function detectionBound(fault: FaultSummary, heartbeat: HeartbeatSummary | undefined): CaseResult['bound'] {
  if (visibleEnds.has(fault.type)) return { style: 'rtt', best: 0, worst: 0 };
  if (fault.benign || fault.unbinds || undecided.has(fault.type) || heartbeat === undefined) return null;
  return heartbeatBound(heartbeat);
}

function heartbeatBound({ style, intervalMs, timeoutMs }: HeartbeatSummary): CaseResult['bound'] {
  switch (style) {
    case 'ping':
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
