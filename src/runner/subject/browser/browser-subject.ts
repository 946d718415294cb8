import type { BrowserContext, Page } from 'playwright-core';
import type { Clock } from '../../../base/clock.ts';
import { WschaosError } from '../../../base/error.ts';
import type { PageSpec } from '../../../scenario/scenario-case.ts';
import { createClientLog } from '../client-log.ts';
import { createEventReader } from '../event-reader.ts';
import type { Subject, SubjectContext } from '../subject.ts';
import type { BrowserPool } from './browser-pool.ts';
import { writePageScript } from './page-script.ts';
import { startPageServer } from './page-server.ts';

/** A client that is a page. */
export interface BrowserSubjectOptions {
  readonly page: PageSpec;
  readonly executablePath: string | undefined;
  readonly args: readonly string[];
  readonly random: 'seeded' | 'native';
  readonly clock: Clock;
  readonly browsers: BrowserPool;
}

/**
 * Shows a page in a browser as the client under test. It finds the address in the global `WSCHAOS_URL` and may report its events by
 * `console.log('{"ev": "open"}')`; what else it logs is its log. An uncaught error is an event `error`: the page lives on. A
 * crash and the end of the browser are its exit.
 */
export function createBrowserSubject(options: BrowserSubjectOptions): Subject {
  const { clock, browsers, page: source, random } = options;
  return {
    async start(context) {
      const { signal } = context;
      signal?.throwIfAborted();
      const log = createClientLog();
      const readEvent = createEventReader(clock, log, context);
      const opened: (() => Promise<void>)[] = [];
      let isOver = false;

      const tellExit = (how: { code: number | null; signal: string | null; words: readonly string[] }): void => {
        if (isOver) return;
        isOver = true;
        for (const line of how.words) log.add(line);
        const { code, signal } = how;
        context.onExit({ code, signal, lastLines: log.lastLines, t: clock.now() });
      };

      const tellDisturbed = (why: string): void => {
        if (isOver) return;
        isOver = true;
        context.onDisturbed(why);
      };

      let closing = Promise.resolve();
      /** What was still being opened at an abort is there only when this is called again. */
      const close = (): Promise<void> => {
        isOver = true;
        signal?.removeEventListener('abort', close);
        closing = closing.then(async () => {
          for (const end of opened.splice(0).reverse()) await end().catch(() => {});
        });
        return closing;
      };
      signal?.addEventListener('abort', close);

      try {
        const url = source.kind === 'url' ? source.url : await serve(source.path, opened);
        signal?.throwIfAborted();
        const browser = await browsers.get({
          executablePath: options.executablePath,
          args: options.args,
          certificate: context.tls?.certificate,
        });
        signal?.throwIfAborted();
        const unlisten = browser.onEnd(({ code, signal, lastLines, disturbed }) => {
          if (disturbed !== undefined) tellDisturbed(disturbed);
          else tellExit({ code, signal, words: ['[wschaos] the browser ended', ...lastLines] });
        });
        opened.push(async () => unlisten());
        const session = await browser.newContext();
        opened.push(() => session.close());
        signal?.throwIfAborted();
        listen(session, { readEvent, note: log.add, context, clock });
        await session.addInitScript({ content: writePageScript({ ...context, random }) });
        signal?.throwIfAborted();
        const page = await session.newPage();
        signal?.throwIfAborted();
        page.on('crash', () => tellExit({ code: null, signal: null, words: ['Error: the page crashed'] }));
        await open(page, url);
        signal?.throwIfAborted();
      } catch (error) {
        await close();
        signal?.throwIfAborted();
        throw explain(error);
      }

      return {
        close,
        get log() {
          return log.lines;
        },
      };
    },
  };
}

async function serve(file: string, opened: (() => Promise<void>)[]): Promise<string> {
  const server = await startPageServer(file);
  opened.push(server.close);
  return server.url;
}

interface Listener {
  readonly readEvent: (line: string) => boolean;
  readonly note: (text: string) => void;
  readonly context: SubjectContext;
  readonly clock: Clock;
}

function listen(session: BrowserContext, { readEvent, note, context, clock }: Listener): void {
  session.on('console', (message) => {
    const text = message.text();
    if (!text.startsWith('{') || !readEvent(text)) note(text);
  });
  session.on('weberror', (error) => {
    const err = String(error.error());
    note(`uncaught ${err}`);
    context.onEvent({ ev: 'error', cause: 'uncaught', err, t: clock.now() });
  });
}

/** Resolves when the page begins to load: what a slow part of it waits for is the page's own affair. */
async function open(page: Page, url: string): Promise<void> {
  const answer = await page.goto(url, { waitUntil: 'commit' });
  if (answer !== null && answer.status() >= 400) {
    throw new WschaosError('client.not-found', `the page ${url} answered ${answer.status()}`);
  }
}

/** Playwright names its method first, and adds a log of what it did. */
function explain(error: unknown): unknown {
  if (error instanceof WschaosError || !(error instanceof Error)) return error;
  const [first = ''] = error.message.replace(/^[\w.]+: /, '').split('\n');
  return new WschaosError('client.not-started', `the page could not be opened: ${first}`, { cause: error });
}
