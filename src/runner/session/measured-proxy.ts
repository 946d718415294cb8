import type { Instant } from '../../base/clock.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import { createProxy, type ProxyOptions, type RunningProxy } from '../../proxy/proxy.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import { createClientSignals } from '../client-signals.ts';
import { createFaultInjector, type FaultInjector, type InjectedFault } from '../fault-injector.ts';
import { createIterationRecorder, type IterationRecorder } from '../iteration-recorder.ts';
import { createLoopDelayMonitor } from '../loop-delay.ts';
import { createMessageLedger } from '../message-ledger.ts';
import type { FaultEntry } from '../parse-fault-entries.ts';
import type { ReadySign } from '../readiness.ts';
import { realClock as clock } from '../real-clock.ts';
import { summariseFault } from '../summarise-fault.ts';
import { createWireSequence } from '../wire-sequence.ts';
import { createEpisodes, type Episode, type Episodes } from './create-episodes.ts';

export interface MeasuredProxyOptions
  extends Pick<ProxyOptions, 'target' | 'listen' | 'rejectUnauthorized' | 'headers' | 'readsMessages' | 'onProcess'> {
  readonly seed: number;
  /** Faults that it has from the beginning. */
  readonly plans: readonly FaultPlan[];
  readonly ready: Exclude<ReadySign, 'any-answer'>;
  /** The member of JSON messages that numbers them. */
  readonly sequence?: string | undefined;
  readonly onEvent?: (event: ProxyEvent) => void;
  /** Something happened that a figure may depend on. */
  readonly onChange?: () => void;
}

/** A fault that was thrown in, and the episode that it belongs to. */
export interface EnteredFault {
  readonly fault: InjectedFault;
  readonly episode: Episode;
}

/** A proxy into which faults are thrown by hand, and what is seen of the client behind it. */
export interface MeasuredProxy {
  readonly proxy: RunningProxy;
  readonly episodes: Episodes;
  readonly recorder: IterationRecorder;
  /** Stands still once it is closed. */
  now(): Instant;
  readonly disturbed: { readonly t: Instant; readonly why: string } | undefined;
  /** Why the server could not be reached, the last time that it could not. */
  readonly trouble: string | undefined;
  /** Sequenced messages that are under way, or lost. */
  readonly outstanding: number;
  readonly isClosed: boolean;
  /**
   * `onEnter` gets the fault before it can act.
   * @throws {WschaosError} `fault.invalid`, with every problem in the message; `proxy.closed`
   */
  inject(entry: FaultEntry, onEnter?: (plan: FaultPlan, episode: Episode) => void): EnteredFault;
  has(id: string): boolean;
  lift(id: string): void;
  clear(): void;
  /** What was disturbed before this instant is no concern of what follows. */
  recover(): void;
  close(): Promise<void>;
}

/** @throws {WschaosError} what {@link createProxy} throws */
export async function createMeasuredProxy(options: MeasuredProxyOptions): Promise<MeasuredProxy> {
  const { plans, ready, sequence, seed, onEvent, onChange = () => {}, ...rest } = options;
  const hasTls = options.listen?.tls !== undefined;
  let injector: FaultInjector | undefined;
  let disturbed: MeasuredProxy['disturbed'];
  let steadyAt: Instant | undefined;
  let isReadyByMessages = false;
  let closedAt: Instant | undefined;
  let trouble: string | undefined;
  const loopDelay = createLoopDelayMonitor(clock);
  const signals = createClientSignals(false, (kind, connection) => proxy.signal(kind, connection));
  const recorder = createIterationRecorder({
    readySign: ready,
    clientOf: () => 1,
    // Whoever throws faults by hand may well end the server himself.
    isTargetDown: () => true,
    onSignal(signal) {
      if (signal.kind === 'disturbed') disturbed ??= { t: clock.now(), why: signal.why };
      else if (ready !== 'told') {
        steadyAt ??= signal.t;
        isReadyByMessages ||= signal.kind === 'ready';
      }
      onChange();
    },
    onObservation(observation) {
      signals.observe(observation);
      if (observation.source === 'client' && observation.kind === 'ready') {
        steadyAt ??= observation.t;
        isReadyByMessages = true;
      }
      if (!('sequence' in observation)) onChange();
    },
  });
  const ledger = createMessageLedger({
    now: clock.now,
    add: recorder.add,
    onChange: () => ledger.outstanding === 0 && onChange(),
  });
  const book = sequence === undefined ? undefined : createWireSequence({ field: sequence, ledger, clientOf: () => 1 });

  const now = (): Instant => closedAt ?? clock.now();
  const episodes = createEpisodes({
    now,
    read: recorder.peek,
    steadyAt: () => steadyAt,
    disturbed: () => disturbed,
    lateness: loopDelay.latenessBetween,
    seed,
    countsMessages: sequence !== undefined,
  });

  const proxy = await createProxy({
    ...rest,
    ...{ clock, seed, faults: plans, readsMessages: sequence !== undefined || options.readsMessages === true },
    onEvent(event) {
      injector?.onProxyEvent(event);
      if (event.kind === 'upstream-failed') trouble = event.message || event.code;
      recorder.onProxyEvent(event);
      book?.(event);
      onEvent?.(event);
    },
  });
  const faultInjector = createFaultInjector({ proxy, target: options.target, hasTls, armed: plans });
  injector = faultInjector;
  loopDelay.start();

  const enter = (plan: FaultPlan): Episode => {
    if (steadyAt !== undefined && !isReadyByMessages && ready === 'round-trip') recorder.acceptHeartbeats();
    return episodes.enter(summariseFault(plan), faultInjector.has);
  };
  for (const plan of plans) enter(plan);

  return {
    proxy,
    episodes,
    recorder,
    now,
    get disturbed() {
      return disturbed;
    },
    get trouble() {
      return trouble;
    },
    get outstanding() {
      return ledger.outstanding;
    },
    get isClosed() {
      return closedAt !== undefined;
    },
    inject(entry, onEnter) {
      let episode = episodes.newest;
      const fault = faultInjector.inject(entry, (plan) => {
        episode = enter(plan);
        onEnter?.(plan, episode);
      });
      return { fault, episode };
    },
    has: faultInjector.has,
    lift: faultInjector.lift,
    clear: faultInjector.clear,
    recover() {
      disturbed = undefined;
    },
    async close() {
      faultInjector.close();
      closedAt ??= clock.now();
      loopDelay.stop();
      onChange();
      await proxy.close();
    },
  };
}
