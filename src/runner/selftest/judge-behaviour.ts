import type { InherentDifference } from './define-behaviours.ts';
import type { Observation } from './observation.ts';

/** What one run of a behaviour gave. */
export interface Sighting {
  readonly seen: Observation;
  /** Why it did not come to its end; absent when it did. */
  readonly trouble?: string;
}

/** `inherent`: it differs exactly as declared. `unmeasured`: it could not be done directly, so nothing is known. */
export type BehaviourVerdict = 'same' | 'inherent' | 'different' | 'unmeasured';

export interface Judgement {
  readonly verdict: BehaviourVerdict;
  /** What is wrong, for `different` and `unmeasured`. */
  readonly why?: string;
}

/** Compares what was seen directly and through the proxy. */
export function judgeBehaviour(
  direct: Sighting,
  proxied: Sighting,
  inherent: InherentDifference | undefined,
): Judgement {
  if (direct.trouble !== undefined) {
    return { verdict: 'unmeasured', why: `it does not work directly either: ${direct.trouble}` };
  }
  if (proxied.trouble !== undefined) return { verdict: 'different', why: `through the proxy, ${proxied.trouble}` };
  const isSame = isEqual(direct.seen, proxied.seen);
  if (inherent === undefined) {
    return isSame ? { verdict: 'same' } : { verdict: 'different', why: 'not the same through the proxy' };
  }
  if (isSame) {
    return {
      verdict: 'different',
      why: `"${inherent.name}" is declared as inherent and is not there: remove the declaration`,
    };
  }
  return isEqual(inherent.instead(direct.seen), proxied.seen)
    ? { verdict: 'inherent' }
    : { verdict: 'different', why: `something else than "${inherent.name}", which is declared as inherent` };
}

function isEqual(one: Observation, other: Observation): boolean {
  return isEqualList(one.client, other.client) && isEqualList(one.server, other.server);
}

function isEqualList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
