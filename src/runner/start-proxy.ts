import { WschaosError } from '../base/error.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { createProxy } from '../proxy/proxy.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { parseTarget } from '../proxy/target.ts';
import type { TlsIdentity } from '../proxy/tls-termination.ts';
import { type FaultEntry, parseFaultEntries } from './parse-fault-entries.ts';
import { realClock } from './real-clock.ts';

export interface StartProxyOptions {
  /** `ws://`, `wss://`, `http://`, `https://` or `tcp://`. */
  readonly target: string;
  /** Default `127.0.0.1` and a free port below the ephemeral range, without TLS. */
  readonly listen?: { readonly host?: string; readonly port?: number; readonly tls?: TlsIdentity };
  /** Verify an upstream's certificate; default true. */
  readonly rejectUnauthorized?: boolean;
  /** Set on every request to the target. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Faults as a scenario file writes them; `at` counts from the start of the proxy. */
  readonly faults?: readonly FaultEntry[];
  /** For everything that is drawn; default 1. */
  readonly seed?: number;
  /**
   * Hears of connections, frames and faults; `t` is in milliseconds on `CLOCK_MONOTONIC`. A `fault-end` is told behind what it
   * set free, with the instant before: sort by `t` where that matters.
   */
  readonly onEvent?: (event: ProxyEvent) => void;
}

/** A proxy that runs, for tests and for exploring by hand. */
export interface ProxyHandle {
  readonly host: string;
  readonly port: number;
  /** What the client is to dial: the target's URL with the proxy's address. */
  readonly url: string;
  /** PEM of the authority that a client must trust; `undefined` without TLS. */
  readonly ca: string | undefined;
  /** How many connections are up. */
  readonly connections: number;
  /**
   * Throws a fault in. Without `at` or `when` it acts at once, before this returns; without `for`, `until` or `count` it
   * stays until it is lifted.
   * @throws {WschaosError} `fault.invalid`, with every problem in the message; `proxy.closed`
   * @example
   * const down = proxy.inject({ fault: 'refuse' });
   * proxy.inject({ fault: 'reset' });
   * down.lift();
   */
  inject(entry: FaultEntry): InjectedFault;
  /** Lifts every fault, also those that have not begun. */
  clear(): void;
  /** Cuts every connection; nothing is left, no port, no socket, no timer. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A fault that was thrown in. */
export interface InjectedFault {
  /** The entry's own, or one made of its type. */
  readonly id: string;
  /** Ends the fault, or keeps it from beginning; without effect when it is over. */
  lift(): void;
  [Symbol.dispose](): void;
}

/**
 * Starts the proxy alone; it listens when the promise is fulfilled. Without a fault it is transparent.
 * @throws {WschaosError} `target.invalid`, `port.in-use`, `listen.failed`, `fault.invalid`, `tls.invalid-certificate`,
 * `tls.invalid-key`, `tls.key-mismatch`
 * @example
 * await using proxy = await startProxy({ target: 'ws://127.0.0.1:8080' });
 * const client = new WebSocket(proxy.url);
 * using silence = proxy.inject({ fault: 'drop', with: { frames: 'pong' }, direction: 'to-client' });
 */
export async function startProxy(options: StartProxyOptions): Promise<ProxyHandle> {
  const { faults = [], target, listen = {}, onEvent, ...rest } = options;
  const { host = '127.0.0.1', port = 0, tls } = listen;
  const hasTls = tls !== undefined;
  parseTarget(target);
  const plans = parseFaultEntries(faults, target, { hasTls });
  /** The ids of the faults that are not over. */
  const armed = new Set<string>();
  const hear = (event: ProxyEvent): void => {
    if (event.kind === 'fault-end') armed.delete(event.fault);
    onEvent?.(event);
  };
  const proxy = await createProxy({
    ...rest,
    target,
    listen: { host, port, tls },
    clock: realClock,
    onEvent: hear,
    faults: plans,
  });
  for (const { id } of plans) armed.add(id);
  let injected = 0;
  let isClosed = false;

  const nameFault = ({ id, fault }: FaultEntry): string => {
    if (id !== undefined) return id;
    do injected++;
    while (armed.has(`${fault}-${injected}`));
    return `${fault}-${injected}`;
  };

  const arm = (plan: FaultPlan): void => {
    if (armed.has(plan.id))
      throw new WschaosError('fault.invalid', `a fault with the id "${plan.id}" is there already`);
    const isInstant = plan.lifetime.kind === 'instant' && plan.start.kind === 'at' && plan.start.offsetMs === 0;
    if (!isInstant) armed.add(plan.id);
    proxy.arm(plan);
  };

  const close = (): Promise<void> => {
    isClosed = true;
    return proxy.close();
  };

  proxy.begin();
  return {
    host: proxy.host,
    port: proxy.port,
    url: proxy.url,
    ca: proxy.ca,
    get connections() {
      return proxy.connections;
    },
    inject(entry) {
      if (isClosed) throw new WschaosError('proxy.closed', 'the proxy is closed; no fault can act on it any more');
      const id = nameFault(entry);
      for (const plan of parseFaultEntries([{ ...entry, id }], target, { hasTls })) arm(plan);
      const lift = (): void => {
        proxy.lift(id);
        armed.delete(id);
      };
      return { id, lift, [Symbol.dispose]: lift };
    },
    clear() {
      proxy.liftAll();
      armed.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
