import {
  aFunction,
  aList,
  anObject,
  aText,
  checkOptions,
  type OptionChecks,
  trueOrFalse,
  wholeNumberFrom,
} from '../base/check-options.ts';
import { createProxy } from '../proxy/proxy.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { parseTarget } from '../proxy/target.ts';
import type { TlsIdentity } from '../proxy/tls-termination.ts';
import { createFaultInjector, type FaultInjector, type InjectedFault } from './fault-injector.ts';
import { type FaultEntry, parseFaultEntries } from './parse-fault-entries.ts';
import { realClock } from './real-clock.ts';
import { refuseRemote } from './refuse-remote.ts';

export interface StartProxyOptions {
  /** `ws://`, `wss://`, `http://`, `https://` or `tcp://`. */
  readonly target: string;
  /** Default `127.0.0.1` and a free port below the ephemeral range, without TLS. */
  readonly listen?: { readonly host?: string; readonly port?: number; readonly tls?: TlsIdentity };
  /** Verify an upstream's certificate; default true. */
  readonly rejectUnauthorized?: boolean;
  /** Permits a target that is neither this machine nor on its site: its connections will be broken. Default false. */
  readonly allowRemote?: boolean;
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

/** What a program may ask of a proxy, whoever starts it. */
export const proxyOptionChecks: OptionChecks<Omit<StartProxyOptions, 'onEvent'>> = {
  target: aText,
  listen: anObject,
  rejectUnauthorized: trueOrFalse,
  allowRemote: trueOrFalse,
  headers: anObject,
  faults: aList,
  seed: wholeNumberFrom(0),
};

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

/**
 * Starts the proxy alone; it listens when the promise is fulfilled. Without a fault it is transparent.
 * @throws {WschaosError} `option.invalid`, `target.invalid`, `target.remote`, `port.in-use`, `listen.failed`, `fault.invalid`, `tls.invalid-certificate`,
 * `tls.invalid-key`, `tls.key-mismatch`
 * @example
 * await using proxy = await startProxy({ target: 'ws://127.0.0.1:8080' });
 * const client = new WebSocket(proxy.url);
 * using silence = proxy.inject({ fault: 'drop', with: { frames: 'pong' }, direction: 'to-client' });
 */
export async function startProxy(options: StartProxyOptions): Promise<ProxyHandle> {
  checkOptions<StartProxyOptions>('startProxy', options, { ...proxyOptionChecks, onEvent: aFunction });
  const { faults = [], target, listen = {}, onEvent, allowRemote = false, ...rest } = options;
  const { host = '127.0.0.1', port = 0, tls } = listen;
  const hasTls = tls !== undefined;
  const { host: upstream } = parseTarget(target);
  if (!allowRemote) refuseRemote('the proxy', upstream, 'allowRemote: true');
  const plans = parseFaultEntries(faults, target, { hasTls });
  let injector: FaultInjector | undefined;
  const hear = (event: ProxyEvent): void => {
    injector?.onProxyEvent(event);
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
  const faultInjector = createFaultInjector({ proxy, target, hasTls, armed: plans });
  injector = faultInjector;

  const close = (): Promise<void> => {
    faultInjector.close();
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
    inject: (entry) => faultInjector.inject(entry),
    clear: faultInjector.clear,
    close,
    [Symbol.asyncDispose]: close,
  };
}
