import type { FaultPlan } from '../faults/fault-plan.ts';
import { summariseHeartbeat } from '../runner/summarise-heartbeat.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';

/** How long starting a server, a proxy and a client takes, and coming back. */
const startMs = 100;

/**
 * How long one iteration of a case should last, in milliseconds: until the clients have started, until the last start or end
 * of a fault whose time is known beforehand, and until a heartbeat would notice. Nobody knows how long a client takes to
 * come back: an iteration may end sooner, and lasts up to the case's timeout.
 */
export function planIterationMs(scenario: ScenarioCase): number {
  const { client, faults, timeoutMs } = scenario;
  const instants = faults.flatMap((plan) => {
    const start = startOf(plan, faults, []);
    if (start === undefined) return [];
    return [start, plan.lifetime.kind === 'for' ? start + plan.lifetime.durationMs : start];
  });
  return Math.min(timeoutMs, startMs + client.startOverMs + Math.max(0, ...instants) + heartbeatMs(scenario));
}

/** Milliseconds after `steady`; `undefined` where a fault waits for what only the run will show. */
function startOf(plan: FaultPlan, faults: readonly FaultPlan[], chain: readonly string[]): number | undefined {
  const { start } = plan;
  if (start.kind === 'at') return start.offsetMs;
  const { event, fault: id, delayMs } = start.trigger;
  const parent = faults.find((one) => one.id === id);
  if (parent === undefined || chain.includes(parent.id)) return undefined;
  const parentStart = startOf(parent, faults, [...chain, plan.id]);
  if (parentStart === undefined) return undefined;
  if (event === 'fault-start') return parentStart + delayMs;
  return parent.lifetime.kind === 'for' ? parentStart + parent.lifetime.durationMs + delayMs : undefined;
}

/** From the last sign of life until the heartbeat notices, at worst; nothing where something other than silence tells. */
function heartbeatMs({ client, faults }: ScenarioCase): number {
  const needsHeartbeat = faults.every(({ benign }) => benign) || faults.some(isSilent);
  const heartbeat = needsHeartbeat ? summariseHeartbeat(client) : undefined;
  return heartbeat === undefined || heartbeat.style === 'none' ? 0 : heartbeat.intervalMs + heartbeat.timeoutMs;
}

/** A fault of the bytes that ends by itself may be over before the heartbeat notices. */
const isSilent = ({ definition, lifetime }: FaultPlan): boolean =>
  definition.appliesTo === 'flow' && lifetime.kind === 'end-of-iteration';
