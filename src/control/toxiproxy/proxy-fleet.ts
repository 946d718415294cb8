import { networkInterfaces } from 'node:os';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import type { SessionRegistry } from '../../runner/session/session-registry.ts';
import { formatListen, parseListen } from './listen-address.ts';
import type { ProxyFields } from './proxy-fields.ts';
import type { Toxic } from './toxic.ts';
import { createToxicRack, type ToxicRack } from './toxic-rack.ts';
import { badBody, proxyExists, proxyNotFound } from './toxiproxy-error.ts';
import { targetOf, upstreamOf } from './upstream.ts';

/** A proxy as `GET` shows it. */
export interface ProxyView extends ProxyFields {
  readonly toxics: readonly Toxic[];
}

/** The proxies of a registry as Toxiproxy has them, whoever made them. All functions may throw {@link WschaosError}, too. */
export interface ProxyFleet {
  list(): readonly ProxyView[];
  /** @throws {ToxiproxyError} 404 */
  get(name: string): ProxyView;
  /** @throws {ToxiproxyError} 404 */
  rack(name: string): ToxicRack;
  /** @throws {ToxiproxyError} 400, 409 */
  create(fields: ProxyFields): Promise<ProxyView>;
  /** Another address makes another proxy, with the same toxics; connections end then. @throws {ToxiproxyError} 400, 404 */
  update(fields: ProxyFields): Promise<ProxyView>;
  /** Creates what is missing and replaces what has another address; all else is left as it is. */
  populate(list: readonly ProxyFields[]): Promise<readonly ProxyView[]>;
  /** @throws {ToxiproxyError} 404 */
  remove(name: string): Promise<void>;
  /** Enables every proxy and removes every toxic. */
  reset(): Promise<void>;
}

/** What is known of a session beside what it tells. */
interface Known {
  /** As they were given; `undefined` for a proxy that was made elsewhere. */
  readonly given: Pick<ProxyFields, 'listen' | 'upstream'> | undefined;
  readonly rack: ToxicRack;
}

export function createProxyFleet(registry: SessionRegistry): ProxyFleet {
  const known = new WeakMap<ProxySession, Known>();
  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6'));

  const knowledgeOf = (session: ProxySession): Known => {
    const found = known.get(session) ?? { given: undefined, rack: createToxicRack(session) };
    known.set(session, found);
    return found;
  };

  const find = (name: string): ProxySession => {
    const session = registry.find(name);
    if (session === undefined) throw proxyNotFound();
    return session;
  };

  const view = (session: ProxySession): ProxyView => {
    const { given, rack } = knowledgeOf(session);
    return {
      name: session.name,
      listen: formatListen(session),
      upstream: given?.upstream ?? upstreamOf(session.target),
      enabled: session.enabled,
      toxics: rack.list(),
    };
  };

  const start = async ({ name, listen, upstream, enabled }: ProxyFields, toxics: readonly Toxic[] = []) => {
    const target = targetOf(upstream);
    const session = await registry.add({ name, target, enabled, listen: parseListen(listen, hasIpv6) });
    // Somebody may have looked at it already.
    const { rack } = knowledgeOf(session);
    known.set(session, { given: { listen, upstream }, rack });
    for (const toxic of toxics) rack.add(toxic);
    return session;
  };

  const differs = (session: ProxySession, { listen, upstream }: ProxyFields): boolean => {
    const { given } = knowledgeOf(session);
    const isElsewhere =
      listen !== given?.listen && formatListen(parseListen(listen, hasIpv6)) !== formatListen(session);
    return isElsewhere || targetOf(upstream) !== session.target;
  };

  const replace = async (
    session: ProxySession,
    fields: ProxyFields,
    toxics: readonly Toxic[],
  ): Promise<ProxySession> => {
    const before = view(session);
    if (knowledgeOf(session).given === undefined) {
      throw badBody(`"${session.name}" was not made by this API, which cannot change its "listen" and "upstream"`);
    }
    await registry.remove(session.name);
    try {
      return await start(fields, toxics);
    } catch (error) {
      await start(before, before.toxics);
      throw error;
    }
  };

  const turn = async (session: ProxySession, enabled: boolean): Promise<void> => {
    if (enabled) await session.enable();
    else session.disable();
  };

  const populateOne = async (fields: ProxyFields): Promise<ProxySession> => {
    const session = registry.find(fields.name);
    if (session === undefined) return start(fields);
    return differs(session, fields) ? replace(session, fields, []) : session;
  };

  return {
    list: () => registry.list().map(view),
    get: (name) => view(find(name)),
    rack: (name) => knowledgeOf(find(name)).rack,
    async create(fields) {
      if (registry.find(fields.name) !== undefined) throw proxyExists();
      return view(await start(fields));
    },
    async update(fields) {
      const session = find(fields.name);
      const current = differs(session, fields) ? await replace(session, fields, view(session).toxics) : session;
      await turn(current, fields.enabled);
      return view(current);
    },
    async populate(list) {
      // Before anything is changed.
      for (const { listen, upstream } of list) {
        targetOf(upstream);
        parseListen(listen, hasIpv6);
      }
      const sessions: ProxySession[] = [];
      for (const fields of list) sessions.push(await populateOne(fields));
      return sessions.map(view);
    },
    remove: (name) => registry.remove(find(name).name),
    async reset() {
      for (const session of registry.list()) {
        await session.enable();
        knowledgeOf(session).rack.clear();
      }
    },
  };
}
