import { matcherTouchesData } from '../faults/frame-matcher.ts';
import type { HeartbeatSummary } from '../result/observation.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ClientSpec, DeclaredHeartbeat } from '../scenario/scenario-case.ts';

/** The heartbeat that a case's client is said to have; gives the period to sweep and the bound of its detection. */
export function summariseHeartbeat(client: ClientSpec): HeartbeatSummary | undefined {
  if (!('policy' in client)) {
    return client.heartbeat && readDeclared(client.heartbeat, clientTraits[client.kind].beatsWith === 'messages');
  }
  const { mode, intervalMs, timeoutMs, maxMissed } = client.policy.heartbeat;
  // Each beat but the last that may be missed costs one more interval, or one more limit of silence.
  const spared = maxMissed - 1;
  switch (mode) {
    case 'ping':
    case 'app':
      return { style: mode, intervalMs, timeoutMs: timeoutMs + spared * intervalMs };
    case 'server':
      return { style: 'server', intervalMs, timeoutMs: timeoutMs + spared * intervalMs };
    case 'idle':
      return { style: 'idle', intervalMs, timeoutMs: timeoutMs * maxMissed };
    case 'none':
      return { style: 'none', intervalMs: 0, timeoutMs: 0 };
  }
}

function readDeclared(
  { style, intervalMs, timeoutMs, frames }: DeclaredHeartbeat,
  hasNoPings: boolean,
): HeartbeatSummary {
  const byMessages = hasNoPings || (frames !== undefined && matcherTouchesData(frames));
  if (style === 'ping' && byMessages) return { style: 'app', intervalMs, timeoutMs };
  return { style, intervalMs, timeoutMs, ...(byMessages && style !== 'app' ? { byMessages } : {}) };
}
