import type { Marks } from '../run-result.ts';
import type { TraceEntry } from './trace-line.ts';

/** The instants of an iteration that were observed, as lines of its trace. */
export function listMarks({ attempts, ...marks }: Marks): readonly TraceEntry[] {
  const single = Object.entries(marks).flatMap(([mark, t]) => (t === null ? [] : [{ t, kind: 'mark', mark } as const]));
  return [...single, ...attempts.map((t) => ({ t, kind: 'mark', mark: 'attempt' }) as const)];
}
