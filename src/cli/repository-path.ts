import path from 'node:path';
import type { Io } from './io.ts';

/**
 * Tells what a file is called from the root of the repository that CI checked out; outside of CI from the working folder.
 * @returns `undefined` for a file that is not below it
 */
export function createRepositoryPath({ env, cwd }: Pick<Io, 'env' | 'cwd'>): (file: string) => string | undefined {
  const root = env.GITHUB_WORKSPACE || cwd;
  return (file) => {
    const relative = path.relative(root, path.resolve(cwd, file));
    const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
    return isBelow ? relative.replaceAll('\\', '/') : undefined;
  };
}
