import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessGuard } from './process-guard.ts';

/** A folder of ours while it is needed. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it; again: without effect. */
  remove(): Promise<void>;
}

/** Makes `wschaos-NAME-…` where temporary files go. However this process ends, the guard sees to it that it does not stay. */
export async function createTemporaryFolder(
  name: string,
  guard: Pick<ProcessGuard, 'watchFolder'>,
): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `wschaos-${name}-`));
  const forget = guard.watchFolder(path);
  return {
    path,
    async remove() {
      // A process that was killed may still be writing when its group is already gone from the list.
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      forget();
    },
  };
}
