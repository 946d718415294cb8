import { existsSync } from 'node:fs';
import { WschaosError } from '../../../base/error.ts';

/** Where a browser may be. */
export interface ChromiumPlaces {
  /** The scenario's `executablePath`. */
  readonly given: string | undefined;
  /** `WSCHAOS_CHROMIUM`. */
  readonly fromEnvironment: string | undefined;
  /** Where Playwright puts the one that it downloads. */
  readonly downloaded: string;
}

/** Where distributions and installers put it. */
const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser to start: the scenario's, that of the environment, one in a well-known place, the one that Playwright downloaded.
 *
 * @throws WschaosError `client.not-found`
 */
export function findChromium(
  { given, fromEnvironment, downloaded }: ChromiumPlaces,
  exists: (path: string) => boolean = existsSync,
): string {
  const named = given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (named !== undefined) {
    if (exists(named)) return named;
    const by = given === undefined ? 'WSCHAOS_CHROMIUM' : 'client.executablePath';
    throw new WschaosError('client.not-found', `there is no browser at ${named}, which ${by} names`);
  }
  const found = [...wellKnown, downloaded].find(exists);
  if (found !== undefined) return found;
  throw new WschaosError('client.not-found', 'no Chromium and no Chrome was found on this machine', {
    hint: 'Install one (apt-get install chromium, or npx playwright-core install chromium), or name it in WSCHAOS_CHROMIUM.',
  });
}
