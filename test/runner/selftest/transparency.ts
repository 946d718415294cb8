import { expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import type { Behaviour } from '../../../src/runner/selftest/define-behaviours.ts';
import type { Observation } from '../../../src/runner/selftest/observation.ts';
import { type BehaviourResult, runSelftest } from '../../../src/runner/selftest/run-selftest.ts';

/** Runs one behaviour, by its name. */
export async function runBehaviour(behaviours: readonly Behaviour[], name: string): Promise<BehaviourResult> {
  const found = behaviours.filter((behaviour) => behaviour.name === name);
  const [result] = await runSelftest({ behaviours: found, clock: realClock, timeoutMs: 25_000 });
  if (result === undefined) throw new Error(`there is no behaviour "${name}"`);
  return result;
}

/** What both ends of a behaviour see without a proxy. */
export async function observeDirectly(behaviours: readonly Behaviour[], name: string): Promise<Observation> {
  return (await runBehaviour(behaviours, name)).direct;
}

/** A test for every behaviour: it can be done here, something is seen, and nothing differs but what is declared. */
export function testTransparency(behaviours: readonly Behaviour[]): void {
  test.each(behaviours.map(({ name, inherent }) => [name, inherent] as const))('%s', async (name, inherent) => {
    const { verdict, why, direct, proxied } = await runBehaviour(behaviours, name);
    expect({ verdict, why }).toEqual({ verdict: inherent === undefined ? 'same' : 'inherent', why: undefined });
    expect(proxied).toEqual(inherent === undefined ? direct : inherent.instead(direct));
    expect([...direct.client, ...direct.server]).not.toEqual([]);
  });
}
