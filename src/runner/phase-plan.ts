import { createRandom, shuffledIndices } from '../base/random.ts';
import type { RepeatSpec } from '../scenario/scenario-case.ts';

/** An iteration of the plan; without a phase where none is asked for. */
export interface PlannedIteration {
  /** From 0, in the whole case. */
  readonly index: number;
  readonly phase: number | undefined;
}

/** The iterations of a case, or of a shard's part of it: an iteration is the same wherever it runs. */
export function planIterations(repeat: RepeatSpec, seed: number): readonly PlannedIteration[] {
  const { count, part = { first: 0, of: count } } = repeat;
  return planPhases({ ...repeat, count: part.of }, seed)
    .map((phase, index) => ({ index, phase }))
    .slice(part.first, part.first + count);
}

/**
 * The phase of each iteration. A sweep gives iteration i the phase (i + ½)/n; in which order they come is drawn from the
 * seed, so that a machine that slows down does not look like a phase.
 */
export function planPhases({ count, phase, fixedPhase }: RepeatSpec, seed: number): readonly (number | undefined)[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  if (fixedPhase !== undefined) return indices.map(() => fixedPhase);
  switch (phase) {
    case 'none':
      return indices.map(() => undefined);
    case 'random': {
      const random = createRandom(seed, 'phase');
      return indices.map(() => random.next());
    }
    case 'sweep':
      return shuffledIndices(createRandom(seed, 'phase'), count).map((place) => (place + 0.5) / count);
  }
}
