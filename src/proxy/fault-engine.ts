import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFault, ActiveFaultHost } from './active-fault.ts';
import { findInterest, looksIntoMessages, noInterest } from './fault-interest.ts';
import type { Link } from './link.ts';
import { createStartAlignment } from './start-alignment.ts';
import { startFault } from './start-fault.ts';
import { createTriggerTest, type TriggerSignal } from './trigger.ts';

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
  /** Adds a fault. One that starts `at` an offset waits for `begin`, or counts from now when that has been. */
  arm(plan: FaultPlan): void;
  /** `steady`: the origin of all `at` offsets. */
  begin(): void;
  observe(signal: TriggerSignal): void;
  /** A connection was accepted. */
  meet(link: Link): void;
  /** Its 101 was forwarded. */
  opened(link: Link): void;
  /** Its upgrade request is complete since `t`; true when a fault did something about it. */
  answerUpgrade(link: Link, request: UpgradeRequest, t: Instant): boolean;
  /** A connection is gone. */
  forget(link: Link): void;
  /** Ends a fault, active or not yet. */
  lift(id: string): void;
  liftAll(): void;
  /** Nothing starts and nothing is lifted any more. */
  dispose(): void;
  /** A fault that is active may answer upgrades. */
  readonly mayAnswer: boolean;
  /** A start, or the end of a fault, has its time already. */
  readonly isScheduled: boolean;
  /** A fault that is active may change the server's 101. */
  readonly changesAnswers: boolean;
  /** Somebody waits for a signal, so that {@link observe} can have an effect. */
  readonly awaitsSignals: boolean;
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

/** What will end an active fault. */
interface Ending {
  readonly cancel: Cancel | undefined;
  readonly test: Waiting['test'];
}

export function createFaultEngine(options: FaultEngineOptions): FaultEngine {
  const { clock } = options;
  const waiting = new Set<Waiting>();
  const active = new Map<string, ActiveFault>();
  const endings = new Map<string, Ending>();
  /** By the fault that it will start or end. */
  const scheduled = new Map<Cancel, { readonly id: string; readonly ends: boolean }>();
  /** Those that may still start, or are active. */
  const plans = new Set<FaultPlan>();
  /** By fault: each activation draws numbers of its own. */
  const activations = new Map<string, number>();
  let origin: Instant | undefined;
  let disposed = false;

  /** An absolute instant, so that faults due at one instant stay in the order in which they were armed. */
  const at = (id: string, dueAt: Instant, run: () => void, ends = false): void => {
    if (dueAt <= clock.now()) {
      run();
      return;
    }
    const cancel = clock.schedule(dueAt, () => {
      scheduled.delete(cancel);
      run();
    });
    scheduled.set(cancel, { id, ends });
  };

  const unschedule = (id: string, isWanted: (entry: { readonly ends: boolean }) => boolean): void => {
    for (const [cancel, entry] of scheduled) {
      if (entry.id !== id || !isWanted(entry)) continue;
      cancel();
      scheduled.delete(cancel);
    }
  };

  const alignment = createStartAlignment({ clock, align: options.align, at });

  const start = (plan: FaultPlan): void => {
    if (disposed || active.has(plan.id)) return;
    const t = clock.now();
    const activation = (activations.get(plan.id) ?? 0) + 1;
    activations.set(plan.id, activation);
    const fault = startFault(plan, activation, options, (t) => end(plan.id, t));
    active.set(plan.id, fault);
    const { lifetime } = plan;
    if (lifetime.kind === 'for') {
      const cancel = clock.schedule(t + lifetime.durationMs, () => end(plan.id));
      endings.set(plan.id, { cancel, test: undefined });
    } else if (lifetime.kind === 'until') {
      endings.set(plan.id, { cancel: undefined, test: createTriggerTest(lifetime.trigger) });
    }
    updateInterest();
    tell('fault-start', plan.id, t);
    fault.begin(t);
    signalFault('fault-start', plan.id);
    if (lifetime.kind === 'instant') {
      active.delete(plan.id);
      retire(plan.id);
    }
  };

  /** `t`: when what used it up came, which is before it is dealt with. */
  const end = (id: string, t = clock.now()): void => {
    endings.get(id)?.cancel?.();
    endings.delete(id);
    unschedule(id, ({ ends }) => ends);
    const fault = active.get(id);
    if (fault === undefined) return;
    active.delete(id);
    retire(id);
    fault.lift(t, (liftedAt) => {
      tell('fault-end', id, liftedAt);
      signalFault('fault-end', id);
    });
  };

  /** What is over and cannot start again is forgotten. */
  const retire = (id: string): void => {
    const mayStart = [...waiting].some(({ plan }) => plan.id === id);
    for (const plan of plans) if (plan.id === id && !mayStart && !active.has(id)) plans.delete(plan);
    updateInterest();
  };

  const forgetStart = (id: string): void => {
    for (const entry of waiting) if (entry.plan.id === id) waiting.delete(entry);
    unschedule(id, () => true);
    alignment.forget(id);
    retire(id);
  };

  const lift = (id: string): void => {
    forgetStart(id);
    end(id);
  };

  const tell = (kind: 'fault-start' | 'fault-end', fault: string, t: Instant): void =>
    options.onEvent({ kind, fault, connection: undefined, t });

  /** What is chained on a fault starts in the same tick, after it has taken effect. */
  const signalFault = (event: 'fault-start' | 'fault-end', fault: string): void =>
    observe({ event, fault, connection: undefined, direction: undefined, frame: undefined });

  const startAt = (plan: FaultPlan, offsetMs: number, from: Instant): void => {
    const dueAt = from + offsetMs;
    at(plan.id, dueAt, () => alignment.startShifted(plan.id, dueAt, from === origin, () => start(plan)));
  };

  const observe = (signal: TriggerSignal): void => {
    if (disposed) return;
    for (const [id, { test }] of [...endings]) {
      if (test?.(signal) === true) at(id, clock.now() + untilDelay(id), () => end(id), true);
    }
    for (const entry of [...waiting]) {
      const { plan, test } = entry;
      if (plan.start.kind !== 'when' || test?.(signal) !== true) continue;
      const { every, delayMs } = plan.start.trigger;
      if (every === undefined) {
        waiting.delete(entry);
        updateInterest();
      }
      const dueAt = clock.now() + delayMs;
      at(plan.id, dueAt, () => {
        if (isChained(plan)) start(plan);
        else alignment.start(plan.id, dueAt, () => start(plan));
      });
    }
  };

  const untilDelay = (id: string): number => {
    const lifetime = active.get(id)?.plan.lifetime;
    return lifetime?.kind === 'until' ? lifetime.trigger.delayMs : 0;
  };

  /** Asked for every chunk, so known beforehand: worked out again whenever a fault comes, starts or ends. */
  let interest = noInterest;
  const updateInterest = (): void => {
    interest = findInterest(
      [...waiting].map(({ plan }) => plan),
      [...active.values()].map(({ plan }) => plan),
    );
  };

  const cancelStarts = (): void => {
    for (const cancel of scheduled.keys()) cancel();
    scheduled.clear();
    alignment.cancel();
    waiting.clear();
    updateInterest();
  };

  return {
    arm(plan) {
      if (disposed) return;
      plans.add(plan);
      if (plan.start.kind === 'when') waiting.add({ plan, test: createTriggerTest(plan.start.trigger) });
      else if (origin === undefined) waiting.add({ plan, test: undefined });
      updateInterest();
      if (plan.start.kind === 'at' && origin !== undefined) startAt(plan, plan.start.offsetMs, clock.now());
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
      for (const fault of [...active.values()]) fault.touch(link, 'accepted', link.acceptedAt);
    },
    opened(link) {
      for (const fault of [...active.values()]) fault.opened(link);
    },
    answerUpgrade(link, request, t) {
      const faults = [...active.values()];
      for (const fault of faults) fault.touch(link, 'requested', t);
      return faults.some((fault) => fault.answerUpgrade(link, request, t));
    },
    forget(link) {
      for (const fault of [...active.values()]) fault.forget(link);
    },
    lift,
    liftAll() {
      cancelStarts();
      for (const id of [...active.keys()]) end(id);
    },
    dispose() {
      disposed = true;
      cancelStarts();
      for (const { cancel } of endings.values()) cancel?.();
      endings.clear();
      for (const fault of active.values()) fault.dispose();
      active.clear();
      updateInterest();
    },
    get mayAnswer() {
      return interest.mayAnswer;
    },
    get changesAnswers() {
      return interest.changesAnswers;
    },
    get isScheduled() {
      return scheduled.size > 0 || alignment.isPending() || [...endings.values()].some(({ cancel }) => cancel);
    },
    get awaitsSignals() {
      return interest.awaitsSignals;
    },
    get watchesFrames() {
      return interest.watchesFrames;
    },
    get inspectsData() {
      return interest.inspectsData;
    },
    get touchesData() {
      return [...plans].some((plan) => plan.definition.touchesData(plan.options) || looksIntoMessages(plan));
    },
  };
}

function isChained({ start }: FaultPlan): boolean {
  return start.kind === 'when' && (start.trigger.event === 'fault-start' || start.trigger.event === 'fault-end');
}
