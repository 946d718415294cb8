import type { z } from 'zod';
import { type Control, type ControlOptions, createControl } from '../../src/control/create-control.ts';
import { problemBody } from '../../src/control/schemas.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { createSessionRegistry, type SessionRegistry } from '../../src/runner/session/session-registry.ts';
import { startServer } from '../../src/server/start-server.ts';

/** An API over real sockets, with an echo server behind a proxy named `chat`. */
export interface Api extends AsyncDisposable {
  readonly control: Control;
  readonly registry: SessionRegistry;
  /** Of the echo server. */
  readonly target: string;
  /** Of the proxy. */
  readonly proxyUrl: string;
  readonly defects: readonly unknown[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a body as JSON, and checks the status. */
  send(method: string, path: string, body: unknown, status: number): Promise<unknown>;
  /** Asks, and checks the answer by its schema. */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** What is answered where something is wrong: the status and the problem. */
  refused(
    path: string,
    init?: RequestInit,
  ): Promise<{ readonly status: number; readonly code: string; readonly message: string }>;
}

interface ApiOptions extends Partial<ControlOptions> {
  /** The proxy keeps them. */
  readonly payloads?: boolean;
}

export async function startApi({ payloads = false, ...options }: ApiOptions = {}): Promise<Api> {
  const server = await startServer({ kind: 'echo', clock: realClock });
  const registry = options.registry ?? createSessionRegistry();
  const session = await registry.add({ name: 'chat', target: server.url, payloads });
  const defects: unknown[] = [];
  const control = await createControl({
    ...{ registry, address: { host: '127.0.0.1', port: 0 }, onDefect: (error) => defects.push(error) },
    ...options,
  });
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`${control.url}${path}`, init);
  return {
    ...{ control, registry, target: server.url, proxyUrl: session.url, defects, fetch: ask },
    async send(method, path, body, status) {
      const headers = { 'content-type': 'application/json' };
      const response = await ask(path, { method, headers, body: JSON.stringify(body) });
      const text = await response.text();
      if (response.status !== status) throw new Error(`${method} ${path} gave ${response.status}: ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    async get(path, schema) {
      const response = await ask(path);
      if (response.status !== 200) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
      return schema.parse(await response.json());
    },
    async refused(path, init) {
      const response = await ask(path, init);
      const { error } = problemBody.parse(await response.json());
      return { status: response.status, ...error };
    },
    async [Symbol.asyncDispose]() {
      await control.close();
      await registry.closeAll();
      await server[Symbol.asyncDispose]();
    },
  };
}
