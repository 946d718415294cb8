import { z } from 'zod';
import { defineFault, type FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ConnectionHooks, FlowHooks } from '../../src/faults/fault-hooks.ts';

const described = {
  type: 'scripted',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Does what the test says.',
  options: z.unknown(),
  explain: () => 'do what the test says',
} as const;

/** A fault on connections that does what the hooks say; at the layer `link` on live ones and on new ones. */
export function onConnections(
  hooks: ConnectionHooks,
  layer: FaultDefinition['layer'] = 'link',
): FaultDefinition<unknown> {
  return defineFault({ ...described, layer, appliesTo: 'connection', create: () => hooks });
}

/** A fault on what flows. */
export function onFlows(hooks: FlowHooks, layer: FaultDefinition['layer'] = 'frames'): FaultDefinition<unknown> {
  return defineFault({ ...described, layer, appliesTo: 'flow', create: () => hooks });
}
