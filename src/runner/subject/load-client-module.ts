import { pathToFileURL } from 'node:url';
import { WschaosError } from '../../base/error.ts';
import type { ClientSetup } from './define-client.ts';

/**
 * Loads a module and gives its default export, which must be a client. TypeScript goes through a loader of its own, the
 * same on every Node; JavaScript is Node's alone.
 *
 * @throws WschaosError `client.not-loaded` when the default export is none. What the module itself throws comes as it is.
 */
export async function loadClientModule(path: string): Promise<ClientSetup> {
  const exported = await (/\.[cm]?ts$/.test(path) ? importTypeScript(path) : import(pathToFileURL(path).href));
  const setup = defaultOf(exported);
  if (typeof setup === 'function') return setup as ClientSetup;
  const got = setup === undefined ? 'it has none' : `it is ${describe(setup)}`;
  throw new WschaosError(
    'client.not-loaded',
    `its default export must be a client, as defineClient() gives it; ${got}`,
  );
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

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
