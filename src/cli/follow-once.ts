import { realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Of what was found below a folder, that which really stands elsewhere than in installed packages, each once, by its
 * shortest way: links may lead into packages, in circles, or to what was found already. Sorted.
 * @param names - from `folder`, or absolute
 */
export function followOnce(names: readonly string[], folder: string): readonly string[] {
  const packagesAbove = countPackages(realOf(folder));
  const seen = new Set([realOf(folder)]);
  const shortestFirst = [...names].sort((a, b) => depthOf(a) - depthOf(b));
  return shortestFirst
    .filter((name) => {
      const real = realOf(path.resolve(folder, name));
      if (seen.has(real) || countPackages(real) > packagesAbove) return false;
      seen.add(real);
      return true;
    })
    .sort();
}

const depthOf = (name: string): number => name.split(/[\\/]/).length;
const countPackages = (file: string): number => file.split(path.sep).filter((part) => part === 'node_modules').length;

/** A link that leads nowhere stays what it is. */
function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
