import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Imports a module and gives its default export, `undefined` where it has none. TypeScript goes through a loader of its own,
 * the same on every Node; JavaScript is Node's alone. What the module throws comes as it is.
 * @param path - absolute
 * @param version - a number that is another whenever the module's file is another one, to read it anew then; what it imports
 * itself is read once, as is the module without a version
 */
export async function importDefault(path: string, version?: number): Promise<unknown> {
  // Of CommonJS, and of what was compiled to it, Node remembers the file, of an ES module the URL.
  if (version !== undefined) delete createRequire(path).cache[path];
  if (/\.[cm]?ts$/.test(path)) return defaultOf(await importTypeScript(path));
  return defaultOf(await import(`${pathToFileURL(path).href}${version === undefined ? '' : `?version=${version}`}`));
}

async function importTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // No cache of files: nothing is left behind in somebody's node_modules.
  const jiti = createJiti(pathToFileURL(path).href, { fsCache: false, interopDefault: false });
  return jiti.import(path);
}

/** A CommonJS module that was compiled from an ES module has its default export one level deeper. */
function defaultOf(exported: unknown): unknown {
  const outer = memberOf(exported);
  return typeof outer === 'function' ? outer : (memberOf(outer) ?? outer);
}

const memberOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'default' in value ? value.default : undefined;
