import type { Clock } from '../../../base/clock.ts';
import type { ProcessGuard } from '../process-guard.ts';
import type { BrowserRequest, RunningBrowser } from './running-browser.ts';
import { startChromium } from './start-chromium.ts';

/** The browsers of a run. */
export interface BrowserPool {
  /**
   * The browser that fits, started when it is needed first, and again after it ended.
   *
   * @throws WschaosError `client.needs-package`, `client.not-found`, `client.not-started`
   */
  get(request: BrowserRequest): Promise<RunningBrowser>;
  /** Ends all of them. */
  close(): Promise<void>;
}

type StartBrowser = typeof startChromium;

/** Starts take a second, so that iterations and cases share a browser; each page has a context of its own in it. */
export function createBrowserPool(
  options: { readonly clock: Clock; readonly guard: ProcessGuard },
  start: StartBrowser = startChromium,
): BrowserPool {
  const browsers = new Map<string, Promise<RunningBrowser>>();
  /** Browsers that ended by themselves: what they left is cleared away. */
  const leftovers = new Set<Promise<void>>();

  return {
    get(request) {
      const key = JSON.stringify([request.executablePath, request.args, request.certificate]);
      const known = browsers.get(key);
      if (known !== undefined) return known;
      const starting = start(request, options);
      browsers.set(key, starting);
      const forget = (): void => {
        if (browsers.get(key) === starting) browsers.delete(key);
      };
      starting.then((browser) => {
        browser.onEnd(() => {
          forget();
          // Its profile may be past removing; nobody waits for that before the end, and an unhandled rejection would end the run.
          const clearing = browser
            .close()
            .catch(() => {})
            .finally(() => leftovers.delete(clearing));
          leftovers.add(clearing);
        });
      }, forget);
      return starting;
    },
    async close() {
      const all = [...browsers.values()];
      browsers.clear();
      await Promise.allSettled([...all.map(async (starting) => (await starting).close()), ...leftovers]);
    },
  };
}
