import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClientSpec } from '../scenario/scenario-case.ts';
import { listClientFiles } from './list-client-files.ts';

/**
 * A sum, in hex, of the files that a scenario names for its client, as they are now; `undefined` where it names none that can be
 * read. What they import is not in it: it tells that two clients differ, and never that they do not.
 */
export function hashClientFiles(client: ClientSpec): string | undefined {
  const hash = createHash('sha256');
  const texts = listClientFiles(client).flatMap((file) => read(file) ?? []);
  // Each by itself, so that nothing can wander from one to the next.
  for (const text of texts) hash.update(createHash('sha256').update(text).digest());
  return texts.length === 0 ? undefined : hash.digest('hex').slice(0, 12);
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
