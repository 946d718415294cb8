import type { CheckContext } from './describe-issues.ts';
import type { FileAccess } from './load-tree.ts';
import { findPlace } from './located-node.ts';

/** The folder of the file in which a value stands, which may be one that the scenario extends, and paths relative to it. */
export function resolveFrom(
  path: readonly PropertyKey[],
  { root }: CheckContext,
  { dirname, resolvePath }: FileAccess,
): { readonly folder: string; readonly resolve: (path: string) => string } {
  const folder = dirname(findPlace(root, path).source.file);
  return { folder, resolve: (relative) => resolvePath(folder, relative) };
}
