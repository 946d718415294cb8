import { lastWords } from '../../base/last-words.ts';
import type { ProcessEnd } from './grouped-process.ts';

/**
 * What a process did when it ended, to follow its name: `ended with code 3 (Error: boom)`, `was killed by SIGKILL`; of one that we
 * ended for no fault of its own, why.
 */
export function describeProcessEnd(
  { code, signal, disturbed }: Pick<ProcessEnd, 'code' | 'signal' | 'disturbed'>,
  lastLines: readonly string[],
): string {
  if (disturbed !== undefined) return `was killed because ${disturbed}`;
  const how = signal === null ? `ended with code ${code ?? 'unknown'}` : `was killed by ${signal}`;
  const words = lastWords(lastLines);
  return words === '' ? how : `${how} (${words})`;
}
