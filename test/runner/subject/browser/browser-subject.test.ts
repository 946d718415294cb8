import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../../src/runner/real-clock.ts';
import { type BrowserPool, createBrowserPool } from '../../../../src/runner/subject/browser/browser-pool.ts';
import {
  type BrowserSubjectOptions,
  createBrowserSubject,
} from '../../../../src/runner/subject/browser/browser-subject.ts';
import { createProcessGuard } from '../../../../src/runner/subject/process-guard.ts';
import type { StampedClientEvent, SubjectExit } from '../../../../src/runner/subject/subject.ts';
import { startPeer } from '../../../client/start-peer.ts';
import { chromium, requireDebianPackage } from '../../../support/debian-packages.ts';
import { createDeferred, createRecordingGuard, parentOf } from '../programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'wschaos-subject-'));
const guard = createRecordingGuard();
let browsers: BrowserPool;

beforeAll(() => {
  requireDebianPackage(chromium);
  browsers = createBrowserPool({ clock: realClock, guard });
}, 120_000);
afterAll(async () => {
  await browsers.close();
  rmSync(folder, { recursive: true });
});

let pages = 0;
function writePage(script: string): string {
  const path = join(folder, `page-${++pages}.html`);
  writeFileSync(path, `<!doctype html><script>${script}</script>`);
  return path;
}

type Options = Partial<BrowserSubjectOptions> & {
  readonly url?: string;
  readonly seed?: number;
  readonly signal?: AbortSignal;
};

async function start(page: string | URL, { url = 'ws://127.0.0.1:1/', seed = 7, signal, ...options }: Options = {}) {
  const events: StampedClientEvent[] = [];
  const exit = createDeferred<SubjectExit>();
  const disturbance = createDeferred<string>();
  const subject = createBrowserSubject({
    ...{ page: page instanceof URL ? { kind: 'url', url: page.href } : { kind: 'file', path: page } },
    ...{ executablePath: undefined, args: [], random: 'seeded', clock: realClock, browsers },
    ...options,
  });
  const handle = await subject.start({
    ...{
      url,
      seed,
      iteration: 3,
      client: 2,
      onEvent: (event) => events.push(event),
      onExit: exit.resolve,
      onDisturbed: disturbance.resolve,
    },
    ...(signal === undefined ? {} : { signal }),
  });
  onTestFinished(() => handle.close());
  const until = (ev: string) => expect.poll(() => events.map((event) => event.ev), { timeout: 20_000 }).toContain(ev);
  return { handle, events, exit: exit.promise, disturbance: disturbance.promise, until };
}

const countServers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;

/** The processes that show pages, of the browser that runs last. */
function findRenderers(): readonly number[] {
  const group = [...guard.watched].at(-1);
  return readdirSync('/proc').flatMap((id) => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'latin1');
      const isOurs = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === group;
      return isOurs && readFileSync(`/proc/${id}/cmdline`, 'latin1').includes('--type=renderer') ? [Number(id)] : [];
    } catch {
      return [];
    }
  });
}

describe('a page as the client under test', { timeout: 60_000 }, () => {
  test('finds in its globals where to dial and which client it is, before its first script', async () => {
    await using peer = await startPeer((socket) => socket.send('welcome'));
    const page = writePage(`
      console.log(WSCHAOS_SEED, WSCHAOS_ITERATION, WSCHAOS_CLIENT);
      new WebSocket(WSCHAOS_URL).onmessage = ({ data }) => { console.log(data); console.log('{"ev": "ready"}'); };`);
    const { handle, until } = await start(page, { url: peer.url });
    await until('ready');
    expect(handle.log).toEqual(['7 3 2', 'welcome']);
  });

  test('reports JSON lines of its console as events, and keeps everything else as its log', async () => {
    const before = realClock.now();
    const { handle, events, until } = await start(
      writePage(`
        console.log('{"ev": "open"}');
        console.info('{"level": "info"}');
        console.log('two\\nlines');
        console.log(JSON.stringify({ ev: 'loss', code: 1006, cause: 'tcp.reset', t: performance.now() }));
        console.error('{"ev": "close"}');`),
    );
    await until('close');
    expect(events).toMatchObject([{ ev: 'open' }, { ev: 'loss', code: 1006, cause: 'tcp.reset' }, { ev: 'close' }]);
    // Another clock than ours: the stamp is that of reading.
    for (const { t } of events) expect(t).toBeGreaterThan(before);
    expect(handle.log).toEqual(['{"level": "info"}', 'two', 'lines']);
  });

  test('lives on after an error that nobody caught, which is an event', async () => {
    const { handle, events, until } = await start(
      writePage(`throw new TypeError('boom');</script><script>console.log('{"ev": "open"}');`),
    );
    await until('open');
    expect(events).toMatchObject([{ ev: 'error', cause: 'uncaught', err: 'TypeError: boom' }, { ev: 'open' }]);
    expect(handle.log).toEqual(['uncaught TypeError: boom']);
  });

  test('draws the same numbers for the same seed, and others for another', async () => {
    const page = writePage(`console.log(Math.random()); console.log('{"ev": "ready"}');`);
    const drawn: unknown[] = [];
    for (const options of [{}, {}, { seed: 8 }, { random: 'native' }] as const) {
      const { handle, until } = await start(page, options);
      await until('ready');
      drawn.push(handle.log[0]);
    }
    expect(drawn[1]).toBe(drawn[0]);
    expect(new Set(drawn).size).toBe(3);
  });

  test('has nothing left of the one before it', async () => {
    const page = writePage(`
      console.log(document.cookie + '|' + localStorage.length);
      document.cookie = 'a=1';
      localStorage.setItem('a', '1');
      console.log('{"ev": "ready"}');`);
    for (const _ of [1, 2]) {
      const { handle, until } = await start(page);
      await until('ready');
      expect(handle.log).toEqual(['|0']);
    }
  });

  test('is a page as on the web: modules, an origin, a secure context', async () => {
    writeFileSync(
      join(folder, 'module.mjs'),
      `console.log(location.protocol, isSecureContext); console.log('{"ev": "ready"}');`,
    );
    const path = writePage('');
    writeFileSync(path, '<!doctype html><script type="module" src="module.mjs"></script>');
    const { handle, until } = await start(path);
    await until('ready');
    expect(handle.log).toEqual(['http: true']);
  });

  test('may be a URL', async () => {
    const server = http.createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<script>console.log(location.pathname, WSCHAOS_URL); console.log('{"ev": "ready"}')</script>`);
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await expect.poll(() => server.listening).toBe(true);
    const { handle, until } = await start(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/app`));
    await until('ready');
    expect(handle.log).toEqual(['/app ws://127.0.0.1:1/']);
  });

  test('closes its socket when it is closed, and tells no exit', async () => {
    await using peer = await startPeer(() => {});
    const { handle, exit } = await start(writePage('new WebSocket(WSCHAOS_URL)'), { url: peer.url });
    const socket = await peer.socket();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await handle.close();
    expect(await closed).toBe(1001);
    expect(await Promise.race([exit, 'none'])).toBe('none');
  });

  test('leaves nothing that listens to the browser, which serves many pages', async () => {
    let listening = 0;
    const pool: BrowserPool = {
      async get(request) {
        const browser = await browsers.get(request);
        return {
          ...browser,
          onEnd(listener) {
            const unlisten = browser.onEnd(listener);
            listening += 1;
            return () => {
              listening -= 1;
              unlisten();
            };
          },
        };
      },
      close: () => Promise.resolve(),
    };
    for (const _ of [1, 2]) {
      const { handle } = await start(writePage(''), { browsers: pool });
      expect(listening).toBe(1);
      await handle.close();
      expect(listening).toBe(0);
    }
  });

  test('is closed by its signal', async () => {
    await using peer = await startPeer(() => {});
    const abort = new AbortController();
    await start(writePage('new WebSocket(WSCHAOS_URL)'), { url: peer.url, signal: abort.signal });
    const socket = await peer.socket();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    abort.abort();
    await closed;
  });
});

describe('a page is gone', { timeout: 60_000 }, () => {
  test('when it crashes, with what it said last', async () => {
    const before = findRenderers();
    const { until, exit } = await start(writePage(`console.log('working'); console.log('{"ev": "open"}')`));
    await until('open');
    for (const id of findRenderers()) if (!before.includes(id)) process.kill(id, 'SIGSEGV');
    expect(await exit).toMatchObject({ code: null, signal: null, lastLines: ['working', 'Error: the page crashed'] });
  });

  test('when the browser ends, and the next one gets a new browser', async () => {
    const pool = createBrowserPool({ clock: realClock, guard });
    onTestFinished(() => pool.close());
    const page = writePage(`console.log('{"ev": "open"}')`);
    const { until, exit } = await start(page, { browsers: pool });
    await until('open');
    process.kill(-([...guard.watched].at(-1) ?? Number.NaN), 'SIGKILL');
    expect(await exit).toMatchObject({ code: null, signal: 'SIGKILL' });
    const second = await start(page, { browsers: pool });
    await second.until('open');
  });
});

test('a page is disturbed when the process that started its browser was killed', { timeout: 60_000 }, async () => {
  const own = createProcessGuard();
  onTestFinished(() => own.close());
  let guardId = Number.NaN;
  const pool = createBrowserPool({
    clock: realClock,
    guard: {
      ...own,
      async start(request) {
        const outcome = await own.start(request);
        if (outcome.kind === 'started') guardId = parentOf(outcome.pid);
        return outcome;
      },
    },
  });
  onTestFinished(() => pool.close());
  const { until, disturbance } = await start(writePage(`console.log('{"ev": "open"}')`), { browsers: pool });
  await until('open');
  process.kill(guardId, 'SIGKILL');
  expect(await disturbance).toBe('the process that starts programs was ended from outside');
});

describe('a page that cannot be shown is told of', { timeout: 60_000 }, () => {
  test.each([
    [
      'a file that is not there',
      '/nowhere/app.html',
      'client.not-found',
      /^the page was not found: \/nowhere\/app\.html$/,
    ],
    [
      'a port where nobody serves',
      new URL('http://127.0.0.1:1/'),
      'client.not-started',
      /^the page could not be opened: net::ERR_/,
    ],
  ])('%s', async (_what, page, code, message) => {
    await expect(start(page)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('a page that the server does not have', async () => {
    const server = http.createServer((_request, response) => response.writeHead(404).end('no')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await expect.poll(() => server.listening).toBe(true);
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/app`);
    await expect(start(url)).rejects.toMatchObject({
      code: 'client.not-found',
      message: `the page ${url} answered 404`,
    });
  });

  test.each([
    ['its folder is being served', 'serve'],
    ['the browser makes room for it', 'newContext'],
  ])('not, when it is broken off while %s, and nothing of it stays open', async (_what, when) => {
    const abort = new AbortController();
    const contexts: BrowserContext[] = [];
    const pool: BrowserPool = {
      async get(request) {
        const browser = await browsers.get(request);
        return {
          ...browser,
          async newContext() {
            const context = await browser.newContext();
            contexts.push(context);
            abort.abort(new Error('enough'));
            return context;
          },
        };
      },
      close: () => Promise.resolve(),
    };
    // Those of the tests before may still be closing.
    await expect.poll(countServers).toBe(0);
    const starting = start(writePage(''), { browsers: pool, signal: abort.signal });
    if (when === 'serve') abort.abort(new Error('enough'));
    await expect(starting).rejects.toThrow('enough');
    await expect.poll(countServers).toBe(0);
    expect(contexts.length).toBe(when === 'serve' ? 0 : 1);
    for (const context of contexts) await expect(context.newPage()).rejects.toThrow(/closed/);
  });

  test('not, when it was broken off', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(start(writePage(''), { signal })).rejects.toThrow('enough');
  });
});
