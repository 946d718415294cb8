import type { BrowserType } from 'playwright-core';
import { WschaosError } from '../../../base/error.ts';

/** What is used of the package. */
export interface Playwright {
  readonly chromium: BrowserType;
}

/**
 * Loads `playwright-core`, an optional peer: only clients of type `browser` need it, and it takes half a second.
 *
 * @throws WschaosError `client.needs-package`
 */
export async function loadPlaywright(
  load: () => Promise<Playwright> = () => import('playwright-core'),
): Promise<Playwright> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new WschaosError('client.needs-package', 'clients of type "browser" need the package playwright-core', {
      hint: 'Install it beside wschaos: npm install --save-dev playwright-core',
      cause,
    });
  }
}
