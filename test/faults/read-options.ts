import { createRandom } from '../../src/base/random.ts';
import type { FaultContext, FaultDefinition } from '../../src/faults/define-fault.ts';

/** What the schema says of a `with:` block: each problem as `path: message`, or none. */
export function problemsOf<Options>(fault: FaultDefinition<Options>, given: unknown): readonly string[] {
  const { error } = fault.options.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}

/** An instance made from a `with:` block. */
export function createFrom<Options>(
  fault: FaultDefinition<Options>,
  given: unknown,
  direction: FaultContext['direction'] = fault.defaultDirection,
  seed = 1,
): ReturnType<FaultDefinition['create']> {
  return fault.create(fault.options.parse(given), { random: createRandom(seed), direction });
}

/** One clause that says what the block does. */
export function explanationOf<Options>(fault: FaultDefinition<Options>, given: unknown): string {
  return fault.explain(fault.options.parse(given));
}
