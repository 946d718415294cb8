import { createRandom } from '../../src/base/random.ts';
import type { FaultDefinition, FaultScope } from '../../src/faults/define-fault.ts';
import type { ConnectionHooks, FlowHooks, ListenerHooks, ProcessHooks } from '../../src/faults/fault-hooks.ts';
import type { Direction } from '../../src/wire/frame.ts';

/** What the schema says of a `with:` block: each problem as `path: message`, or none. */
export function problemsOf<Options>(fault: FaultDefinition<Options>, given: unknown): readonly string[] {
  const { error } = fault.options.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}

/** An instance on the port, made from a `with:` block. */
export function listenerFrom<Options>(fault: FaultDefinition<Options>, given: unknown, seed = 1): ListenerHooks {
  if (fault.appliesTo !== 'listener') throw otherwise(fault, 'listener');
  return fault.create(fault.options.parse(given), { random: createRandom(seed) });
}

/** An instance on a program, made from a `with:` block. */
export function processFrom<Options>(fault: FaultDefinition<Options>, given: unknown, seed = 1): ProcessHooks {
  if (fault.appliesTo !== 'process') throw otherwise(fault, 'process');
  return fault.create(fault.options.parse(given), { random: createRandom(seed) });
}

/** An instance on a connection that was accepted at `acceptedAt`, made from a `with:` block. */
export function connectionFrom<Options>(
  fault: FaultDefinition<Options>,
  given: unknown,
  direction: Direction | 'both' = fault.defaultDirection,
  { seed = 1, acceptedAt = 0 } = {},
): ConnectionHooks {
  if (fault.appliesTo !== 'connection') throw otherwise(fault, 'connection');
  return fault.create(fault.options.parse(given), { random: createRandom(seed), direction, acceptedAt });
}

/** An instance on one direction, made from a `with:` block. */
export function flowFrom<Options>(
  fault: FaultDefinition<Options>,
  given: unknown,
  direction: Direction = 'to-client',
  seed = 1,
): FlowHooks {
  if (fault.appliesTo !== 'flow') throw otherwise(fault, 'flow');
  return fault.create(fault.options.parse(given), { random: createRandom(seed), direction });
}

/** One clause that says what the block does. */
export function explanationOf<Options>(fault: FaultDefinition<Options>, given: unknown): string {
  return fault.explain(fault.options.parse(given));
}

function otherwise({ type, appliesTo }: FaultDefinition, wanted: FaultScope): Error {
  return new Error(`${type} applies to a ${appliesTo}, not to a ${wanted}`);
}
