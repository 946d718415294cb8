import { WschaosError } from '../../base/error.ts';
import { createRandom } from '../../base/random.ts';
import { parseTarget } from '../../proxy/target.ts';
import type { FaultEntry } from '../../runner/parse-fault-entries.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import { planToxic, type ToxicPlan } from './plan-toxic.ts';
import { directionOf, type Toxic } from './toxic.ts';

/** The toxics of one proxy, and the faults that act for them. */
export interface ToxicRack {
  /** Those upstream first, as Toxiproxy does. */
  list(): readonly Toxic[];
  find(name: string): Toxic | undefined;
  /** It acts before this returns, on live connections, too. @throws {ToxiproxyError} 400 @throws {WschaosError} */
  add(toxic: Toxic): void;
  /** Another one of the same name takes its place; what did not change is left alone. @throws as `add` */
  replace(toxic: Toxic): void;
  remove(name: string): void;
  clear(): void;
}

/** Whom faults act on: all connections, or one by its number. */
type Aim = 'all' | number;

interface Thrown {
  readonly aim: Aim;
  readonly entry: FaultEntry;
  readonly id: string;
}

interface Mounted {
  toxic: Toxic;
  plan: ToxicPlan;
  thrown: readonly Thrown[];
}

/** So many connections may be gone before the faults that were aimed at them are looked through. */
const slack = 64;

/** A rack without toxics. */
export function createToxicRack(session: ProxySession): ToxicRack {
  const rack = new Map<string, Mounted>();
  const seesFrames = parseTarget(session.target).kind === 'http';
  let serial = 0;
  let nextSweep = slack;

  const meets = ({ name, toxicity }: Toxic, connection: number): boolean =>
    createRandom(1, 'toxicity', name, connection).next() < toxicity;

  const throwIn = (toxic: Toxic, aim: Aim, entry: FaultEntry): Thrown => {
    const aimed = aim === 'all' ? entry : { ...entry, connections: { nth: aim } };
    const base = `toxic-${toxic.name.replaceAll(/[^\w.-]/g, '_')}`;
    for (let id = base; ; id = `${base}.${++serial}`) {
      try {
        return { aim, entry, id: session.inject({ ...aimed, id }).id };
      } catch (error) {
        if (!(error instanceof WschaosError && error.code === 'fault.exists')) throw error;
      }
    }
  };

  const lift = ({ id }: Thrown): void => {
    try {
      session.lift(id);
    } catch (error) {
      // It is over, or somebody else has lifted it.
      if (!(error instanceof WschaosError && error.code === 'fault.unknown')) throw error;
    }
  };

  const aimsOf = (toxic: Toxic): readonly Aim[] => {
    if (toxic.toxicity >= 1) return ['all'];
    const live = session.connections().map(({ id }) => id);
    return live.filter((id) => meets(toxic, id));
  };

  /** The new ones act before the old ones are lifted, so that nothing slips through in between. */
  const mount = (toxic: Toxic, old: readonly Thrown[] = []): void => {
    const plan = planToxic(toxic, seesFrames);
    const thrown: Thrown[] = [];
    try {
      for (const aim of aimsOf(toxic)) {
        for (const entry of plan.entries) {
          const same = old.find((one) => one.aim === aim && isSame(one.entry, entry));
          thrown.push(same ?? throwIn(toxic, aim, entry));
        }
      }
    } catch (error) {
      for (const one of thrown) if (!old.includes(one)) lift(one);
      throw error;
    }
    rack.set(toxic.name, { toxic, plan, thrown });
    for (const one of old) if (!thrown.includes(one)) lift(one);
  };

  const unmount = ({ toxic, plan: { farewell }, thrown }: Mounted): void => {
    rack.delete(toxic.name);
    const live = new Set(session.connections().map(({ id }) => id));
    const aims = new Set(thrown.map(({ aim }) => aim));
    for (const aim of farewell === undefined ? [] : aims) {
      if (aim === 'all' || live.has(aim)) throwIn(toxic, aim, farewell as FaultEntry);
    }
    for (const one of thrown) lift(one);
  };

  /** Faults that were aimed at connections that are gone. */
  const sweep = (): void => {
    const live = new Set(session.connections().map(({ id }) => id));
    let left = 0;
    for (const mounted of rack.values()) {
      const isGone = ({ aim }: Thrown): boolean => aim !== 'all' && !live.has(aim);
      for (const one of mounted.thrown.filter(isGone)) lift(one);
      mounted.thrown = mounted.thrown.filter((one) => !isGone(one));
      left += mounted.thrown.length;
    }
    nextSweep = 2 * left + slack;
  };

  session.log.subscribe((entry) => {
    if (entry.kind !== 'accepted') return;
    let count = 0;
    for (const mounted of rack.values()) {
      const { toxic, plan } = mounted;
      if (toxic.toxicity < 1 && !plan.isInstant && meets(toxic, entry.connection)) {
        const more = plan.entries.map((one) => throwIn(toxic, entry.connection, one));
        mounted.thrown = [...mounted.thrown, ...more];
      }
      count += mounted.thrown.length;
    }
    if (count > nextSweep) sweep();
  });

  return {
    list() {
      const all = [...rack.values()].map(({ toxic }) => toxic);
      const isUpstream = ({ stream }: Toxic): boolean => directionOf(stream) === 'to-server';
      return [...all.filter(isUpstream), ...all.filter((toxic) => !isUpstream(toxic))];
    },
    find: (name) => rack.get(name)?.toxic,
    add: (toxic) => mount(toxic),
    replace: (toxic) => mount(toxic, rack.get(toxic.name)?.thrown),
    remove(name) {
      const mounted = rack.get(name);
      if (mounted !== undefined) unmount(mounted);
    },
    clear() {
      for (const mounted of [...rack.values()]) unmount(mounted);
    },
  };
}

function isSame(one: FaultEntry, other: FaultEntry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
