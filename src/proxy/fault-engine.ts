import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Action } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/define-fault.ts';
import type { EventTrigger, FaultPlan } from '../faults/fault-plan.ts';
import { matcherNeedsPayload } from '../faults/frame-matcher.ts';
import { type ActiveFault, type ActiveFaultHost, startFault } from './active-fault.ts';
import type { Link } from './link.ts';
import { createTriggerTest, isFrameEvent, type TriggerSignal } from './trigger.ts';

export interface FaultEngineOptions extends ActiveFaultHost {
  readonly clock: Clock;
  /**
   * Called once, when the first fault that is not chained on another one is due: it is to call `start` when the fault shall
   * really begin. All offsets that follow shift with it.
   */
  readonly align: ((start: () => void) => void) | undefined;
}

/** Decides when which fault is active: triggers, lifetimes, order. */
export interface FaultEngine {
  /** Adds a fault. One that starts `at` an offset waits for `begin`, or starts now when that has been. */
  arm(plan: FaultPlan): void;
  /** `steady`: the origin of all `at` offsets. */
  begin(): void;
  observe(signal: TriggerSignal): void;
  /** A connection was accepted. */
  meet(link: Link): void;
  /** Its upgrade request is complete; gives what the faults do about it. */
  answerUpgrade(link: Link, request: UpgradeRequest): readonly Action[];
  /** A connection is gone. */
  forget(link: Link): void;
  /** Ends a fault, active or not yet. */
  lift(id: string): void;
  liftAll(): void;
  /** A fault that is active may answer upgrades. */
  readonly mayAnswer: boolean;
  /** A start, or the end of a fault, has its time already. */
  readonly isScheduled: boolean;
  /** Somebody waits for frames. */
  readonly watchesFrames: boolean;
  /** Somebody looks into the messages. */
  readonly inspectsData: boolean;
  /** `permessage-deflate` must stay out of new handshakes. */
  readonly touchesData: boolean;
}

/** A fault that has not started, or that can start again. */
interface Waiting {
  readonly plan: FaultPlan;
  readonly test: ((signal: TriggerSignal) => boolean) | undefined;
}

export function createFaultEngine(options: FaultEngineOptions): FaultEngine {
  const { clock } = options;
  const waiting = new Set<Waiting>();
  const active = new Map<string, ActiveFault>();
  const endings = new Map<string, { readonly cancel: Cancel | undefined; readonly test: Waiting['test'] }>();
  const scheduled = new Set<Cancel>();
  const plans: FaultPlan[] = [];
  let origin: Instant | undefined;
  let isAligned = options.align === undefined;
  let held: (() => void)[] | undefined;

  const later = (delayMs: number, run: () => void): void => {
    if (delayMs <= 0) {
      run();
      return;
    }
    const cancel = clock.schedule(clock.now() + delayMs, () => {
      scheduled.delete(cancel);
      run();
    });
    scheduled.add(cancel);
  };

  /** The first start waits for the phase; what is due meanwhile waits behind it and keeps its distance. */
  const aligned = (run: () => void): void => {
    if (isAligned) run();
    else if (held !== undefined) {
      const since = clock.now() - heldSince;
      held.push(() => later(since, run));
    } else {
      held = [];
      heldSince = clock.now();
      options.align?.(() => {
        isAligned = true;
        const followers = held ?? [];
        held = undefined;
        run();
        for (const follow of followers) follow();
      });
    }
  };
  let heldSince: Instant = 0;

  const isChained = ({ start }: FaultPlan): boolean =>
    start.kind === 'when' && (start.trigger.event === 'fault-start' || start.trigger.event === 'fault-end');

  const start = (plan: FaultPlan): void => {
    if (active.has(plan.id)) return;
    const fault = startFault(plan, options, () => lift(plan.id));
    active.set(plan.id, fault);
    updateInterest();
    const { lifetime } = plan;
    if (lifetime.kind === 'for') {
      const cancel = clock.schedule(clock.now() + lifetime.durationMs, () => lift(plan.id));
      endings.set(plan.id, { cancel, test: undefined });
    } else if (lifetime.kind === 'until') {
      endings.set(plan.id, { cancel: undefined, test: createTriggerTest(lifetime.trigger) });
    }
    tell('fault-start', plan.id);
    fault.begin();
    signalFault('fault-start', plan.id);
    if (lifetime.kind === 'instant') {
      active.delete(plan.id);
      updateInterest();
    }
  };

  const lift = (id: string): void => {
    for (const entry of waiting) if (entry.plan.id === id) waiting.delete(entry);
    endings.get(id)?.cancel?.();
    endings.delete(id);
    const fault = active.get(id);
    if (fault === undefined) return;
    active.delete(id);
    updateInterest();
    fault.lift(() => {
      tell('fault-end', id);
      signalFault('fault-end', id);
    });
  };

  const tell = (kind: 'fault-start' | 'fault-end', fault: string): void =>
    options.onEvent({ kind, fault, connection: undefined, t: clock.now() });

  /** What is chained on a fault starts in the same tick, after it has taken effect. */
  const signalFault = (event: 'fault-start' | 'fault-end', fault: string): void => {
    observe({ event, fault, connection: undefined, direction: undefined, frame: undefined });
  };

  const startAt = (plan: FaultPlan, offsetMs: number, from: Instant): void => {
    later(from + offsetMs - clock.now(), () => aligned(() => start(plan)));
  };

  const observe = (signal: TriggerSignal): void => {
    for (const [id, { test }] of [...endings]) if (test?.(signal) === true) later(untilDelay(id), () => lift(id));
    for (const entry of [...waiting]) {
      const { plan, test } = entry;
      if (plan.start.kind !== 'when' || test?.(signal) !== true) continue;
      const { every, delayMs } = plan.start.trigger;
      if (every === undefined) {
        waiting.delete(entry);
        updateInterest();
      }
      later(delayMs, () => (isChained(plan) ? start(plan) : aligned(() => start(plan))));
    }
  };

  const untilDelay = (id: string): number => {
    const lifetime = active.get(id)?.plan.lifetime;
    return lifetime?.kind === 'until' ? lifetime.trigger.delayMs : 0;
  };

  /** Asked for every chunk, so known beforehand: worked out again whenever a fault comes, starts or ends. */
  let interest: Interest = noInterest;
  const updateInterest = (): void => {
    interest = findInterest(
      [...waiting].map(({ plan }) => plan),
      [...active.values()].map(({ plan }) => plan),
    );
  };

  return {
    arm(plan) {
      plans.push(plan);
      if (plan.start.kind === 'when') waiting.add({ plan, test: createTriggerTest(plan.start.trigger) });
      else if (origin !== undefined) startAt(plan, plan.start.offsetMs, clock.now());
      else waiting.add({ plan, test: undefined });
      updateInterest();
    },
    begin() {
      origin = clock.now();
      for (const entry of [...waiting]) {
        if (entry.plan.start.kind !== 'at') continue;
        waiting.delete(entry);
        startAt(entry.plan, entry.plan.start.offsetMs, origin);
      }
    },
    observe,
    meet(link) {
      for (const fault of active.values()) fault.touch(link, 'accepted');
    },
    answerUpgrade(link, request) {
      for (const fault of active.values()) fault.touch(link, 'requested');
      for (const fault of [...active.values()]) {
        const actions = fault.answerUpgrade(link, request);
        if (actions.length > 0) return actions;
      }
      return [];
    },
    forget(link) {
      for (const fault of active.values()) fault.forget(link);
    },
    lift,
    liftAll() {
      for (const cancel of scheduled) cancel();
      scheduled.clear();
      held = undefined;
      waiting.clear();
      for (const id of [...active.keys()]) lift(id);
    },
    get isScheduled() {
      const ends = [...endings.values()].some(({ cancel }) => cancel !== undefined);
      return ends || scheduled.size > 0 || held !== undefined;
    },
    get mayAnswer() {
      return interest.mayAnswer;
    },
    get watchesFrames() {
      return interest.watchesFrames;
    },
    get inspectsData() {
      return interest.inspectsData;
    },
    get touchesData() {
      return plans.some((plan) => plan.definition.touchesData(plan.options) || looksIntoMessages(plan));
    },
  };
}

/** What the faults that wait and those that are active want to see. */
interface Interest {
  readonly mayAnswer: boolean;
  readonly watchesFrames: boolean;
  readonly inspectsData: boolean;
}

const noInterest: Interest = { mayAnswer: false, watchesFrames: false, inspectsData: false };

function findInterest(waiting: readonly FaultPlan[], active: readonly FaultPlan[]): Interest {
  const triggers: EventTrigger[] = [
    ...waiting.flatMap(({ start }) => (start.kind === 'when' ? [start.trigger] : [])),
    ...[...waiting, ...active].flatMap(({ lifetime }) => (lifetime.kind === 'until' ? [lifetime.trigger] : [])),
  ];
  return {
    mayAnswer: active.some(({ definition }) => definition.layer === 'handshake'),
    watchesFrames: triggers.some(({ event }) => isFrameEvent(event)),
    inspectsData: triggers.some(({ match }) => match !== undefined && matcherNeedsPayload(match)),
  };
}

function looksIntoMessages({ start, lifetime }: FaultPlan): boolean {
  return [start, lifetime].some(
    (part) => 'trigger' in part && part.trigger.match !== undefined && matcherNeedsPayload(part.trigger.match),
  );
}
