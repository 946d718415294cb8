import type { Clock } from '../base/clock.ts';
import { createRandom, type Random } from '../base/random.ts';
import type { Action, ConnectionAction } from '../faults/action.ts';
import type { FaultHooks, UpgradeRequest } from '../faults/define-fault.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Direction } from '../wire/frame.ts';
import { type ClientOf, type Occasion, selects } from './connection-selector.ts';
import type { Link } from './link.ts';
import type { FaultEvent } from './proxy-event.ts';
import type { Stage } from './stage.ts';

/** What an active fault needs of the proxy. */
export interface ActiveFaultHost {
  readonly clock: Clock;
  readonly seed: number;
  readonly links: () => Iterable<Link>;
  readonly clientOf: ClientOf;
  readonly onEvent: (event: FaultEvent) => void;
  readonly closeListener: () => void;
  readonly openListener: (done: () => void) => void;
}

/** One fault while it is active: its instances on the connections that it touches. */
export interface ActiveFault {
  readonly plan: FaultPlan;
  /** Takes effect on what is there. */
  begin(): void;
  touch(link: Link, occasion: Occasion): void;
  /** True when the fault did something about the request. */
  answerUpgrade(link: Link, request: UpgradeRequest): boolean;
  forget(link: Link): void;
  /** `announce` is called when a new connection meets the fault no more. */
  lift(announce: () => void): void;
}

/**
 * `activation`: the how manieth of this fault, from 1; each draws numbers of its own. `onSpent` is called when a fault with a
 * `count` has touched as many.
 */
export function startFault(
  plan: FaultPlan,
  activation: number,
  host: ActiveFaultHost,
  onSpent: () => void,
): ActiveFault {
  const { definition, lifetime } = plan;
  const { clock } = host;
  const hooksOf = new Map<Link, FaultHooks>();
  const stagesOf = new Map<Link, readonly Stage[]>();
  const affected = new Set<Link>();
  let listenerHooks: FaultHooks | undefined;
  let touches = 0;

  const tell = (kind: FaultEvent['kind'], link: Link | undefined): void =>
    host.onEvent({ kind, fault: plan.id, connection: link?.id, t: clock.now() });

  const tellAffected = (link: Link): void => {
    if (affected.has(link)) return;
    affected.add(link);
    tell('affected', link);
  };

  const countTouch = (): void => {
    touches++;
    if (lifetime.kind === 'count' && touches >= lifetime.count) onSpent();
  };

  const stream = (...path: readonly (string | number)[]): Random =>
    createRandom(host.seed, 'fault', plan.id, activation, ...path);

  const create = (random: Random, direction: Direction | 'both'): FaultHooks =>
    definition.create(plan.options, { random, direction });

  /** The listener, or a connection as a whole. */
  const perform = (action: Action, link: Link | undefined, done: () => void): void => {
    switch (action.kind) {
      case 'close-listener':
        host.closeListener();
        done();
        return;
      case 'open-listener':
        host.openListener(done);
        return;
      case 'inject':
      case 'seal':
      case 'end':
      case 'reset':
      case 'respond':
        link?.perform(action satisfies ConnectionAction, done);
        return;
      case 'forward':
      case 'drop':
      case 'hold':
      case 'release':
      case 'discard':
        throw new Error(`fault ${plan.id}: "${action.kind}" needs a flow, but it applies to a ${definition.appliesTo}`);
      default:
        action satisfies never;
    }
  };

  const attachFlow = (link: Link): void => {
    const directions: readonly Direction[] = plan.direction === 'both' ? ['to-client', 'to-server'] : [plan.direction];
    let waitsForFrame = false;
    const stages = directions.map((direction) => {
      const random = stream(link.id, direction);
      const hooks = create(random, direction);
      const flow = link.flow(direction);
      // A frame under way passes whole; a fault on frames is in effect from the next one on.
      waitsForFrame ||= hooks.onFrame !== undefined && flow.isMidFrame();
      const stage = flow.addStage(definition.layer, {
        hooks,
        random,
        probability: plan.probability,
        needsPayload: definition.needsPayload(plan.options),
        perform: (action) => perform(action, link, () => {}),
        onFramePassed: () => tellInjected(link),
        onTouched: () => {
          tellInjected(link);
          tellAffected(link);
          countTouch();
        },
      });
      for (const action of hooks.onStart?.(clock.now()) ?? []) perform(action, link, () => {});
      return stage;
    });
    stagesOf.set(link, stages);
    if (!waitsForFrame) tellInjected(link);
  };

  const injected = new Set<Link>();
  const tellInjected = (link: Link): void => {
    if (injected.has(link)) return;
    injected.add(link);
    tell('injected', link);
  };

  const attachConnection = (link: Link): void => {
    const random = stream(link.id);
    if (random.next() >= plan.probability) return;
    const hooks = create(random, plan.direction);
    hooksOf.set(link, hooks);
    // The first thing that really happens on the connection is the instant of injection.
    for (const action of hooks.onStart?.(clock.now()) ?? []) perform(action, link, () => tellInjected(link));
  };

  return {
    plan,
    begin() {
      if (definition.appliesTo === 'listener') {
        listenerHooks = create(stream(), 'both');
        for (const action of listenerHooks.onStart?.(clock.now()) ?? []) {
          perform(action, undefined, () => tell('injected', undefined));
        }
      } else for (const link of [...host.links()]) this.touch(link, 'existing');
    },
    touch(link, occasion) {
      if (definition.appliesTo === 'listener' || hooksOf.has(link) || stagesOf.has(link)) return;
      if (!selects(plan.connections, link, occasion, host.clientOf) || !canTouch(plan, link, occasion)) return;
      if (definition.appliesTo === 'flow') attachFlow(link);
      else attachConnection(link);
    },
    answerUpgrade(link, request) {
      const actions = hooksOf.get(link)?.onUpgrade?.(request, clock.now()) ?? [];
      if (actions.length > 0) {
        for (const action of actions) perform(action, link, () => tellInjected(link));
        tellAffected(link);
        countTouch();
      }
      return actions.length > 0;
    },
    forget(link) {
      hooksOf.delete(link);
      stagesOf.delete(link);
      affected.delete(link);
      injected.delete(link);
    },
    lift(announce) {
      for (const stages of stagesOf.values()) for (const stage of stages) stage.lift();
      for (const [link, hooks] of hooksOf) {
        for (const action of hooks.onLift?.(clock.now()) ?? []) perform(action, link, () => {});
      }
      const last = listenerHooks?.onLift?.(clock.now()) ?? [];
      if (last.length === 0) announce();
      for (const action of last) perform(action, undefined, announce);
    },
  };
}

/** A frame of our own needs frames around it; an ordinary HTTP exchange and a finished connection have no flow. */
function canTouch({ definition }: FaultPlan, link: Link, occasion: Occasion): boolean {
  const state = link.state();
  if (state === 'closed') return false;
  if (definition.appliesTo === 'flow') return state !== 'plain-http';
  return definition.layer !== 'frames' || occasion !== 'existing' || state === 'open';
}
