import { lastWords } from '../../base/last-words.ts';
import type { ProcessEnd } from './grouped-process.ts';

/** What a process did when it ended, to follow its name: `ended with code 3 (Error: boom)`, `was killed by SIGKILL`. */
export function describeProcessEnd(
  { code, signal }: Pick<ProcessEnd, 'code' | 'signal'>,
  lastLines: readonly string[],
): string {
  const how = signal === null ? `ended with code ${code ?? 'unknown'}` : `was killed by ${signal}`;
  const words = lastWords(lastLines);
  return words === '' ? how : `${how} (${words})`;
}
