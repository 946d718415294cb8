import { WschaosError } from '../../base/error.ts';
import type { ClientSetup } from './define-client.ts';
import { importDefault } from './import-default.ts';

/**
 * Loads a module and gives its default export, which must be a client.
 *
 * @throws WschaosError `client.not-loaded` when the default export is none. What the module itself throws comes as it is.
 */
export async function loadClientModule(path: string): Promise<ClientSetup> {
  const setup = await importDefault(path);
  if (typeof setup === 'function') return setup as ClientSetup;
  const got = setup === undefined ? 'it has none' : `it is ${describe(setup)}`;
  throw new WschaosError(
    'client.not-loaded',
    `its default export must be a client, as defineClient() gives it; ${got}`,
  );
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
