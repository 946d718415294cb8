import type { IterationResult } from './run-result.ts';

/** True when a partial fault let the client back before it was lifted, so that `recovery` is 0 by definition. */
export function cameThroughFault({ marks, samples }: IterationResult): boolean {
  if (marks.ready === null || samples.recovery !== 0) return false;
  return marks.lifted === null || marks.ready < marks.lifted;
}
