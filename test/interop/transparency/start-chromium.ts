import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserJob, type BrowserReport, browserPage } from './browser-page.ts';

/** A browser that shows one page, which does what it is asked to. */
export interface Browser extends AsyncDisposable {
  /** Fails when the browser is gone. */
  run(job: Omit<BrowserJob, 'id'>): Promise<readonly string[]>;
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-zygote',
  '--mute-audio',
];

/** Starts Debian's Chromium; the page gets its jobs from a server of ours, so nothing else has to steer the browser. */
export async function startChromium(): Promise<Browser> {
  const jobs: BrowserJob[] = [];
  const reports = new Map<number, (lines: readonly string[]) => void>();
  let waiting: http.ServerResponse | undefined;
  const hand = (): void => {
    const job = waiting === undefined ? undefined : jobs.shift();
    if (job === undefined) return;
    waiting?.end(JSON.stringify(job));
    waiting = undefined;
  };
  const server = http.createServer(async (request, response) => {
    if (request.url === '/job') {
      waiting = response;
      hand();
    } else if (request.url === '/report') {
      const { id, lines } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as BrowserReport;
      response.end();
      reports.get(id)?.(lines);
    } else response.writeHead(request.url === '/' ? 200 : 404, { 'Content-Type': 'text/html' }).end(browserPage);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const profile = mkdtempSync(path.join(tmpdir(), 'wschaos-chromium-'));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // A group of its own: the browser is many processes, and all of them have to go.
  const child = spawn('/usr/bin/chromium', [...flags, `--user-data-dir=${profile}`, address], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-4_000);
  });
  const closed = once(child, 'close');
  const gone = closed.then(() => {
    throw new Error(`chromium ended: ${log}`);
  });
  // Also when nobody waits for a report.
  gone.catch(() => {});

  let last = 0;
  return {
    run(job) {
      const id = ++last;
      const reported = new Promise<readonly string[]>((resolve) => reports.set(id, resolve));
      jobs.push({ ...job, id });
      hand();
      return Promise.race([reported, gone]);
    },
    async [Symbol.asyncDispose]() {
      // Asked to end, it takes its processes along; what does not end is killed, and all of the group in any case.
      child.kill('SIGTERM');
      const patience = setTimeout(() => killGroup(child.pid), 5_000);
      await closed;
      clearTimeout(patience);
      killGroup(child.pid);
      server.close();
      server.closeAllConnections();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}
