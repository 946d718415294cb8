import { createProxy } from '../proxy/proxy.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { type FaultEntry, parseFaultEntries } from './parse-fault-entries.ts';
import { realClock } from './real-clock.ts';

export interface StartProxyOptions {
  /** `ws://`, `wss://`, `http://`, `https://` or `tcp://`. */
  readonly target: string;
  /** Default `127.0.0.1` and a free port below the ephemeral range. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Verify an upstream's certificate; default true. */
  readonly rejectUnauthorized?: boolean;
  /** Set on every request to the target. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Faults as a scenario file writes them; `at` counts from the start of the proxy. */
  readonly faults?: readonly FaultEntry[];
  /** For everything that is drawn; default 1. */
  readonly seed?: number;
  /** Hears of connections, frames and faults; `t` is in milliseconds on `CLOCK_MONOTONIC`. */
  readonly onEvent?: (event: ProxyEvent) => void;
}

/** A proxy that runs, for tests and for exploring by hand. */
export interface ProxyHandle {
  readonly host: string;
  readonly port: number;
  /** What the client is to dial. */
  readonly url: string;
  readonly connections: number;
  /**
   * Throws a fault in. Without `at` or `when` it acts at once; without `for`, until it is lifted.
   * @throws {WschaosError} `fault.invalid`
   */
  inject(entry: FaultEntry): InjectedFault;
  /** Lifts every fault. */
  clear(): void;
  /** Nothing is left: no port, no socket. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A fault that was thrown in. */
export interface InjectedFault {
  readonly id: string;
  lift(): void;
  [Symbol.dispose](): void;
}

/**
 * Starts the proxy alone.
 * @throws {WschaosError} `target.invalid`, `port.in-use`, `listen.failed`, `fault.invalid`
 * @example
 * await using proxy = await startProxy({ target: 'ws://127.0.0.1:8080' });
 * const client = new WebSocket(proxy.url);
 * using silence = proxy.inject({ fault: 'drop', with: { frames: 'pong' }, direction: 'to-client' });
 */
export async function startProxy(options: StartProxyOptions): Promise<ProxyHandle> {
  const { faults = [], target, ...rest } = options;
  const proxy = await createProxy({ ...rest, target, clock: realClock, faults: parseFaultEntries(faults, target) });
  proxy.begin();
  let injected = 0;
  return {
    host: proxy.host,
    port: proxy.port,
    url: proxy.url,
    get connections() {
      return proxy.connections;
    },
    inject(entry) {
      const id = entry.id ?? `${entry.fault}-${++injected}`;
      for (const plan of parseFaultEntries([{ ...entry, id }], target)) proxy.arm(plan);
      const lift = (): void => proxy.lift(id);
      return { id, lift, [Symbol.dispose]: lift };
    },
    clear: proxy.liftAll,
    close: proxy.close,
    [Symbol.asyncDispose]: proxy.close,
  };
}
