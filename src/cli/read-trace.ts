import { readFileSync, statSync } from 'node:fs';

/** Of a trace that a report shows, in bytes. */
const longest = 2 ** 21;

/** The text of a trace; one that is gone, or too long to be shown, is none. */
export function readTrace(file: string): string | undefined {
  try {
    return statSync(file).size > longest ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
