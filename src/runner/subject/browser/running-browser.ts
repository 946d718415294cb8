import type { BrowserContext } from 'playwright-core';
import type { ProcessEnd } from '../grouped-process.ts';

/** What a page needs of the browser that shows it; pages that need the same share one. */
export interface BrowserRequest {
  readonly executablePath: string | undefined;
  /** More flags. */
  readonly args: readonly string[];
  /** PEM: the certificate that the browser is to accept, whoever signed it. */
  readonly certificate: string | undefined;
}

/** A browser that ended before it was closed. */
export interface BrowserEnd extends ProcessEnd {
  /** What it printed last, oldest line first. */
  readonly lastLines: readonly string[];
}

/** A browser of ours. */
export interface RunningBrowser {
  /** One with no cookies, cache and storage but its own. */
  newContext(): Promise<BrowserContext>;
  /**
   * Hears of it when the browser ends by itself, or has done so already; never when it is closed. Pages come and go while it runs:
   * what this gives takes the listener back.
   */
  onEnd(listener: (end: BrowserEnd) => void): () => void;
  /** Ends it; nothing of it is left when this resolves. */
  close(): Promise<void>;
}
