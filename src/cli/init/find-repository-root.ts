import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The nearest folder from here upwards that holds a Git repository; `undefined` where there is none.
 * @param folder - absolute; need not be there
 */
export function findRepositoryRoot(folder: string): string | undefined {
  // A file in a worktree or a submodule.
  if (existsSync(path.join(folder, '.git'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : findRepositoryRoot(above);
}
