import { once } from 'node:events';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { createRandom } from '../../src/base/random.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import type { ReferenceClient } from '../../src/client/reference-client-contract.ts';
import { createControl } from '../../src/control/create-control.ts';
import { mountDashboard } from '../../src/control/dashboard-page.ts';
import { realClock as clock } from '../../src/runner/real-clock.ts';
import type { ProxySession, ProxySessionOptions } from '../../src/runner/session/proxy-session.ts';
import { createSessionRegistry, type SessionRegistry } from '../../src/runner/session/session-registry.ts';
import { startServer } from '../../src/server/start-server.ts';
import * as debian from '../support/debian-packages.ts';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts Debian's Chromium. */
export function startBrowser(): Promise<Browser> {
  debian.requireDebianPackage(debian.chromium);
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
}

/** The page of a real proxy in front of a real server. */
export interface OpenDashboard extends AsyncDisposable {
  readonly page: Page;
  readonly url: string;
  readonly session: ProxySession;
  readonly registry: SessionRegistry;
  /** Messages on the console, and errors. */
  readonly problems: readonly string[];
  /** A client through the proxy, that pings once a second and comes back. */
  startClient(): ReferenceClient;
  /** A bare connection through the proxy. */
  dial(): Promise<WebSocket>;
}

export const token = 'open-sesame';

export async function openDashboard(
  browser: Browser,
  { context: given = {}, ...options }: Partial<ProxySessionOptions> & { readonly context?: BrowserContextOptions } = {},
): Promise<OpenDashboard> {
  const server = await startServer({ kind: 'echo', clock });
  const registry = createSessionRegistry();
  const session = await registry.add({ name: 'explore', target: server.url, payloads: true, ...options });
  const address = { host: '127.0.0.1', port: 0 };
  const control = await createControl({ registry, address, token, mounts: [mountDashboard] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...given });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  const clients: ReferenceClient[] = [];
  const sockets: WebSocket[] = [];
  const url = `${control.url}/?token=${encodeURIComponent(token)}`;
  await page.goto(url);
  await page.locator('#faults-title').waitFor();
  return {
    ...{ page, url, session, registry, problems },
    startClient() {
      const id = `client-${clients.length}`;
      const heartbeat = { mode: 'ping', intervalMs: 300, timeoutMs: 300, maxMissed: 1, alive: 'pong' } as const;
      const reconnect = { backoff: 'fixed', initialMs: 50, maxMs: 50 } as const;
      const policy = { connectTimeoutMs: 500, heartbeat, reconnect };
      const client = createReferenceClient({ url: session.url, policy, clock, random: createRandom(7), id });
      clients.push(client);
      client.start();
      return client;
    },
    async dial() {
      const socket = new WebSocket(session.url);
      sockets.push(socket);
      socket.on('error', () => {});
      await once(socket, 'open');
      return socket;
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      for (const socket of sockets) socket.terminate();
      await Promise.all(clients.map((client) => client.close()));
      await control.close();
      await registry.closeAll();
      await server[Symbol.asyncDispose]();
    },
  };
}
