import { WschaosError } from '../../base/error.ts';
import { formatSuggestion } from '../../base/suggest.ts';
import { createProxySession, type ProxySession, type ProxySessionOptions } from './proxy-session.ts';
import { readSessionName } from './session-name.ts';

/** Several proxies that are steered while they run, by name. */
export interface SessionRegistry {
  /**
   * Starts a proxy and adds it.
   * @throws {WschaosError} `proxy.exists`, `proxy.too-many`, and what {@link createProxySession} throws
   */
  add(options: ProxySessionOptions): Promise<ProxySession>;
  /** @throws {WschaosError} `proxy.unknown` */
  get(name: string): ProxySession;
  find(name: string): ProxySession | undefined;
  /** In the order in which they were added. */
  list(): readonly ProxySession[];
  /** Closes a proxy; its name is free at once. @throws {WschaosError} `proxy.unknown` */
  remove(name: string): Promise<void>;
  /** Hears of proxies that come and go. The function that it returns ends that. */
  subscribe(listener: (change: 'added' | 'removed', session: ProxySession) => void): () => void;
  /** From now on nothing is added any more. */
  closeAll(): Promise<void>;
}

export interface SessionRegistryOptions {
  /** Throws where such a proxy is not to be started. */
  readonly admit?: (options: ProxySessionOptions) => void;
}

/** Each keeps a log in memory, and has a port. */
const maxSessions = 500;

export function createSessionRegistry({ admit = () => {} }: SessionRegistryOptions = {}): SessionRegistry {
  const sessions = new Map<string, ProxySession>();
  /** Those that are being started. */
  const starting = new Map<string, Promise<unknown>>();
  const listeners = new Set<(change: 'added' | 'removed', session: ProxySession) => void>();
  let isClosed = false;
  const tell = (change: 'added' | 'removed', session: ProxySession): void => {
    for (const listener of listeners) listener(change, session);
  };

  const start = async (options: ProxySessionOptions): Promise<ProxySession> => {
    const session = await createProxySession(options);
    if (isClosed) {
      await session.close();
      throw closed();
    }
    sessions.set(options.name, session);
    tell('added', session);
    return session;
  };

  const get = (name: string): ProxySession => {
    const session = sessions.get(name);
    if (session !== undefined) return session;
    const near = formatSuggestion(name, [...sessions.keys()]);
    throw new WschaosError('proxy.unknown', `no proxy ${JSON.stringify(name.slice(0, 128))}${near}`);
  };

  return {
    async add(options) {
      const name = readSessionName(options.name);
      if (isClosed) throw closed();
      admit(options);
      if (sessions.has(name) || starting.has(name)) {
        throw new WschaosError('proxy.exists', `a proxy "${name}" is there already`);
      }
      if (sessions.size + starting.size >= maxSessions) {
        throw new WschaosError('proxy.too-many', `there are ${maxSessions} proxies; remove one first`);
      }
      const started = start(options);
      starting.set(name, started);
      try {
        return await started;
      } finally {
        starting.delete(name);
      }
    },
    get,
    find: (name) => sessions.get(name),
    list: () => [...sessions.values()],
    async remove(name) {
      const session = get(name);
      sessions.delete(name);
      tell('removed', session);
      await session.close();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async closeAll() {
      isClosed = true;
      await Promise.allSettled(starting.values());
      const all = [...sessions.values()];
      sessions.clear();
      await Promise.all(all.map((session) => session.close()));
    },
  };
}

function closed(): WschaosError {
  return new WschaosError('proxy.closed', 'the proxies are being closed; none can be added any more');
}
