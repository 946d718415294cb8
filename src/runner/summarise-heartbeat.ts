import type { HeartbeatSummary } from '../result/observation.ts';
import type { ClientSpec } from '../scenario/scenario-case.ts';

/** The heartbeat that a case's client is said to have; gives the period to sweep and the bound of its detection. */
export function summariseHeartbeat(client: ClientSpec): HeartbeatSummary | undefined {
  if (client.kind !== 'reference') return client.heartbeat;
  const { mode, intervalMs, timeoutMs } = client.policy.heartbeat;
  const style = { ping: 'ping', app: 'ping', server: 'server', idle: 'idle', none: 'none' } as const;
  return { style: style[mode], intervalMs, timeoutMs };
}
