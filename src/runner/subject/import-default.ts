import { pathToFileURL } from 'node:url';

/**
 * Imports a module and gives its default export, `undefined` where it has none. TypeScript goes through a loader of its own,
 * the same on every Node; JavaScript is Node's alone. What the module throws comes as it is.
 * @param path - absolute
 */
export async function importDefault(path: string): Promise<unknown> {
  return defaultOf(await (/\.[cm]?ts$/.test(path) ? importTypeScript(path) : import(pathToFileURL(path).href)));
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
