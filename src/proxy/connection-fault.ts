import type { Alarm, Instant } from '../base/clock.ts';
import type { ConnectionAction, WakeAction } from '../faults/action.ts';
import type { FaultFor } from '../faults/define-fault.ts';
import type { ConnectionHooks } from '../faults/fault-hooks.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFault } from './active-fault.ts';
import { type Occasion, selects } from './connection-selector.ts';
import type { FaultSetting } from './fault-teller.ts';
import type { Link } from './link.ts';

/** A fault on one connection, while it is active. */
interface Instance {
  readonly hooks: ConnectionHooks;
  readonly alarm: Alarm;
  /** `onOpen` was called. */
  isOpen: boolean;
  readonly stopWatching: (() => void) | undefined;
}

/** A fault on connections as a whole. */
export function startConnectionFault(
  plan: FaultPlan,
  definition: FaultFor<'connection'>,
  { host, stream, teller }: FaultSetting,
): ActiveFault {
  const { clock } = host;
  const instances = new Map<Link, Instance>();
  let lifted = false;

  /** `t`: when what calls for the actions came. */
  const run = (link: Link, actions: readonly (ConnectionAction | WakeAction)[] = [], t?: Instant): void => {
    for (const action of actions) {
      if (action.kind === 'wake') instances.get(link)?.alarm.set(action.at);
      // The first thing that really happens on the connection is the instant of injection.
      else link.perform(action, (doneAt) => teller.injected(link, doneAt));
    }
    if (!counted.has(link) && actions.some(({ kind }) => kind !== 'wake')) {
      counted.add(link);
      teller.countTouch(t);
    }
  };
  const counted = new WeakSet<Link>();

  const attach = (link: Link, t: Instant): void => {
    const random = stream(link.id);
    if (random.next() >= plan.probability) return;
    const { direction } = plan;
    const hooks = definition.create(plan.options, { random, direction, acceptedAt: link.acceptedAt });
    const alarm = clock.alarm(() => run(link, hooks.onWake?.(clock.now())));
    const { onTraffic } = hooks;
    const stopWatching = onTraffic === undefined ? undefined : link.watchTraffic(() => onTraffic(clock.now()));
    instances.set(link, { hooks, alarm, isOpen: false, stopWatching });
    run(link, hooks.onStart?.(clock.now()), t);
    // A client that has to live through it has begun to, whether or not it ever gives cause for more.
    if (plan.benign) teller.injected(link);
    if (link.state() === 'open') opened(link);
  };

  /** What starts a fault can be the very opening that is told to it next. */
  const opened = (link: Link): void => {
    const instance = instances.get(link);
    if (lifted || instance === undefined || instance.isOpen) return;
    instance.isOpen = true;
    run(link, instance.hooks.onOpen?.(clock.now()));
  };

  const touch: ActiveFault['touch'] = (link, occasion, t) => {
    if (lifted || instances.has(link) || !selects(plan.connections, link, occasion, host.clientOf)) return;
    if (canTouch(definition, link, occasion)) attach(link, t);
  };

  return {
    plan,
    begin(t) {
      for (const link of [...host.links()]) touch(link, 'existing', t);
    },
    touch,
    opened,
    answerUpgrade(link, request, t) {
      const actions = instances.get(link)?.hooks.onUpgrade?.(request, clock.now()) ?? [];
      run(link, actions, t);
      if (actions.length > 0) teller.affected(link);
      return actions.length > 0;
    },
    forget(link) {
      instances.get(link)?.alarm.cancel();
      instances.delete(link);
      teller.forget(link);
    },
    lift(t, announce) {
      lifted = true;
      for (const [link, { hooks, alarm, stopWatching }] of instances) {
        alarm.cancel();
        stopWatching?.();
        for (const action of hooks.onLift?.(clock.now()) ?? []) link.perform(action);
      }
      announce(t);
    },
    dispose() {
      lifted = true;
      for (const { alarm, stopWatching } of instances.values()) {
        alarm.cancel();
        stopWatching?.();
      }
    },
  };
}

/** What happens when a connection is accepted is past on one that exists; a frame of our own needs frames around it. */
function canTouch({ layer, lifetime }: FaultFor<'connection'>, link: Link, occasion: Occasion): boolean {
  const state = link.state();
  if (state === 'closed') return false;
  if (occasion !== 'existing') return true;
  if (layer === 'connect' || layer === 'tls') return false;
  return layer !== 'frames' || lifetime !== 'instant' || state === 'open';
}
