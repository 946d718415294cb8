import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Address } from '../base/address.ts';
import { WschaosError } from '../base/error.ts';
import { realClock } from '../runner/real-clock.ts';
import type { SessionRegistry } from '../runner/session/session-registry.ts';
import { toolVersion } from '../runner/tool-version.ts';
import { bodyOf } from './control-problem.ts';
import { createApp } from './create-app.ts';
import type { Route } from './define-route.ts';
import { faultRoutes } from './fault-routes.ts';
import { logRoutes } from './log-routes.ts';
import { proxyRoutes } from './proxy-routes.ts';
import { createRequestRules, isLoopback, type RequestFacts } from './refuse-request.ts';
import { health } from './schemas.ts';
import { createToxiproxyRoutes } from './toxiproxy/create-toxiproxy-routes.ts';
import { writeMetrics } from './write-metrics.ts';
import { writeOpenapi } from './write-openapi.ts';

export interface ControlOptions {
  readonly registry: SessionRegistry;
  /** Where to listen; port 0 is any free one. */
  readonly address: Address;
  /** Asked of every request but those for the health. Without one it listens on the loopback only, and asks for none. */
  readonly token?: string | undefined;
  /** Serves `/metrics`, for Prometheus. Default false. */
  readonly metrics?: boolean;
  /** Adds more than the API to the server: other APIs, pages. They stand behind the same rules. */
  readonly mounts?: readonly ((app: Hono) => void)[];
  /** Hears of errors that no client is told of. */
  readonly onDefect?: (error: unknown) => void;
  readonly limits?: ControlLimits;
}

/** How long a client may take, milliseconds. */
export interface ControlLimits {
  /** For the head of a request. Default 10 s. */
  readonly headersMs?: number;
  /** For a request as a whole. Default 30 s. */
  readonly requestMs?: number;
  /** How often that is looked at. Default 1 s. */
  readonly checkMs?: number;
}

/** The API of the proxies of a registry, and Toxiproxy's beside it. */
export interface Control {
  /** `http://127.0.0.1:8474` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Ends every request; the proxies are left as they are. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the control API; it listens when the promise is fulfilled.
 * @throws {WschaosError} `control.needs-token`, `port.in-use`, `listen.failed`
 */
export async function createControl(options: ControlOptions): Promise<Control> {
  const { registry, address, token, metrics = false, mounts = [], onDefect = () => {} } = options;
  if (token === undefined && !isLoopback(address.host)) {
    throw new WschaosError('control.needs-token', `the API on ${address.host} can be reached from elsewhere`, {
      hint: 'Give it a token that clients must send: --api-token TOKEN. Or let it listen on 127.0.0.1.',
    });
  }
  const over = new AbortController();
  const routes: Route[] = [
    {
      ...{ method: 'get', path: '/v1/health', summary: 'Whether the server is there; needs no token' },
      answers: { 200: { description: 'It is', schema: health } },
      handle: (c) => c.json({ status: 'ok', version: toolVersion() }),
    },
    ...proxyRoutes(registry),
    ...faultRoutes(registry),
    ...logRoutes({ registry, clock: realClock, signal: over.signal }),
    {
      ...{ method: 'get', path: '/v1/openapi.json', summary: 'This API as an OpenAPI 3.1 document' },
      answers: { 200: { description: 'JSON', contentType: 'application/json' } },
      handle: (c) => c.json(writeOpenapi(routes, toolVersion())),
    },
    ...(metrics ? [metricsRoute(registry)] : []),
  ];
  const mountToxiproxy = (app: Hono): void => {
    app.route('/', createToxiproxyRoutes(registry, toolVersion()));
  };
  const app = createApp({ routes, mounts: [...mounts, mountToxiproxy], onDefect });
  const listener = getRequestListener((request) => app.fetch(request), {
    // The Request and Response of Node itself stay what they are.
    overrideGlobalObjects: false,
    errorHandler: (error) => onDefect(error),
  });
  let refuse: ((request: RequestFacts) => ReturnType<ReturnType<typeof createRequestRules>>) | undefined;
  const { headersMs = 10_000, requestMs = 30_000, checkMs = 1_000 } = options.limits ?? {};
  const server = http.createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs },
    (incoming, outgoing) => {
      outgoing.setHeader('x-content-type-options', 'nosniff');
      outgoing.setHeader('cache-control', 'no-store');
      const problem = refuse?.({ headers: incoming.headers, url: incoming.url ?? '' });
      if (problem === undefined) {
        void listener(incoming, outgoing);
        return;
      }
      const body = JSON.stringify(bodyOf(problem));
      // What else it sends is not read.
      const more = problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
      outgoing
        .writeHead(problem.status, { 'content-type': 'application/json', connection: 'close', ...more })
        .end(body);
    },
  );
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  refuse = createRequestRules({ address: { host: address.host, port }, token });

  let closing: Promise<void> | undefined;
  const shutDown = async (): Promise<void> => {
    over.abort();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  const close = (): Promise<void> => {
    closing ??= shutDown();
    return closing;
  };
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return { url: `http://${host}:${port}`, host: address.host, port, close, [Symbol.asyncDispose]: close };
}

function metricsRoute(registry: SessionRegistry): Route {
  return {
    ...{ method: 'get', path: '/metrics', summary: 'What Prometheus reads, in its text format' },
    answers: { 200: { description: 'The text format of Prometheus', contentType: 'text/plain' } },
    handle: (c) =>
      c.body(writeMetrics(registry.list()), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  };
}

function listen(server: http.Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const message = isTaken
        ? `port ${port} on ${host} is in use`
        : `cannot listen on ${host}:${port}: ${error.message}`;
      reject(new WschaosError(isTaken ? 'port.in-use' : 'listen.failed', message, { cause: error }));
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });
}
