import type { ClientEvent, ClientEventKind } from '../../base/client-event.ts';

/** What an event may say beside its kind; everything is optional. */
export type ClientEventDetails = Pick<ClientEvent, 'code' | 'cause' | 'err'>;

/** What a client gets to know, and where it tells what happens to it. */
export interface ClientContext {
  /** What to dial: the proxy's address, with the path and query of the target. */
  readonly url: string;
  /** `client.options` of the scenario. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Tells an event; its instant is that of the call. Every event is optional: a client that tells none is judged from the
   * wire alone.
   */
  readonly emit: (event: ClientEventKind, details?: ClientEventDetails) => void;
  /** In place of `Math.random`, for jitter say: drawn from the iteration's seed, so that a replay repeats it. */
  readonly random: () => number;
  /** Aborted when the client is to end, just before `close` is called. */
  readonly signal: AbortSignal;
}

/** A client that runs. */
export interface RunningClient {
  /** Ends the client. Whatever it leaves behind is killed. */
  close(): void | Promise<void>;
}

/** Starts a client; it may take its time, and it keeps its connection up by itself from then on. */
export type ClientSetup = (context: ClientContext) => RunningClient | Promise<RunningClient>;

/**
 * Types the default export of a module that is a client under test (`client: { type: module, module: ./client.ts }`). The
 * module runs in a process of its own, one for each client and iteration.
 *
 * @example
 * import { defineClient } from 'wschaos';
 * import { WebSocket } from 'ws';
 *
 * export default defineClient(({ url, emit, random, signal }) => {
 *   let socket: WebSocket;
 *   const connect = (): void => {
 *     emit('connecting');
 *     socket = new WebSocket(url);
 *     socket.on('open', () => emit('open'));
 *     socket.on('error', () => {});
 *     socket.on('close', (code) => {
 *       emit('loss', { code });
 *       if (!signal.aborted) setTimeout(connect, 1_000 * random());
 *     });
 *   };
 *   connect();
 *   return { close: () => socket.terminate() };
 * });
 */
export function defineClient(setup: ClientSetup): ClientSetup {
  return setup;
}
