import type { Clock, Instant } from '../base/clock.ts';
import { createRandom } from '../base/random.ts';
import { explainStagger } from '../result/explain-stagger.ts';
import { judgeIteration } from '../result/judge-iteration.ts';
import type { Observation } from '../result/observation.ts';
import { redactObservations } from '../result/redact-observations.ts';
import type { IterationResult } from '../result/run-result.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { createPhaseAligner } from './align-phase.ts';
import { createAttribution, isAmbiguous } from './attribution.ts';
import { createClientSignals } from './client-signals.ts';
import { findHeartbeatSign } from './find-heartbeat-sign.ts';
import { graceAfterCalm, graceForClose } from './grace.ts';
import { createIterationProgress, type ProgressState } from './iteration-progress.ts';
import { createIterationRecorder } from './iteration-recorder.ts';
import { type IterationRig, type RigOptions, startRig } from './iteration-rig.ts';
import type { LoopDelayMonitor } from './loop-delay.ts';
import { loopDelayLimit } from './loop-delay-limit.ts';
import { createMessageLedger } from './message-ledger.ts';
import type { RunningTarget } from './running-target.ts';
import { createServerWatch } from './server-watch.ts';
import { createSteadiness } from './steadiness.ts';
import type { BrowserPool } from './subject/browser/browser-pool.ts';
import type { ProcessGuard } from './subject/process-guard.ts';
import { summariseFault } from './summarise-fault.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';
import type { IterationTrace } from './trace/trace-iteration.ts';
import { createTraceRecorder } from './trace/trace-recorder.ts';
import { createWatch } from './watch.ts';
import { createWireSequence } from './wire-sequence.ts';

export interface IterationOptions {
  readonly scenario: ScenarioCase;
  /** From 0. */
  readonly index: number;
  /** Where in the heartbeat period the first fault is to fall; `undefined`: anywhere. */
  readonly phase: number | undefined;
  readonly seed: number;
  /** A server that is not ours; `undefined`: the iteration starts the case's built-in one. */
  readonly target: RunningTarget | undefined;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly browsers: BrowserPool;
  readonly loopDelay: LoopDelayMonitor;
  /** The least event-loop delay, ms, that makes an iteration invalid. */
  readonly loopDelayFloorMs: number;
  /** How long the clients may take to be steady, once all have started; `undefined`: as long as an iteration from then on. */
  readonly steadyTimeoutMs?: number | undefined;
  readonly signal: AbortSignal;
  /** What happens is kept, and so many bytes of each payload. */
  readonly tracing?: { readonly payloadBytes: number } | undefined;
  /** What clients and programs said is told without secrets. Default true. */
  readonly redacts?: boolean | undefined;
  readonly onListening?: RigOptions['onListening'];
}

/** What one iteration gave. */
export interface FinishedIteration {
  readonly result: IterationResult;
  /** What a reader of the report should know. */
  readonly notes: readonly string[];
  /** The machine did not keep up: no fault of the client's or the case's. */
  readonly noisy: boolean;
  /** The proxy accepted a connection of anybody's. */
  readonly hasDialled: boolean;
  /** Where there is to be one. */
  readonly trace: IterationTrace | undefined;
}

/** How long the last messages get to arrive. */
const deliveryGraceMs = 250;

const heartbeatCounts =
  'no client had exchanged a message before the fault, so an answered heartbeat counts as ready, too; traffic.ready can name another sign';
const phaseMissed = 'no heartbeat was seen to count the phase from, so the faults fell anywhere';

type Finished = Extract<Observation, { kind: 'finished' }>;

/**
 * Runs a case once: server, proxy, clients; waits until they are steady, lets the faults run, waits until all is seen, and
 * judges. Nothing is left of it, whatever happens.
 * @throws {WschaosError} what keeps every iteration from starting: `client.not-found`, `port.in-use`, …
 */
export async function runIteration(options: IterationOptions): Promise<FinishedIteration> {
  const { scenario, index, target, clock, loopDelay, signal } = options;
  const { client, traffic, timeoutMs } = scenario;
  const { steadyTimeoutMs = timeoutMs } = options;
  const seed = iterationSeed(options.seed, index);
  const faults = scenario.faults.map(summariseFault);
  const heartbeat = summariseHeartbeat(client);
  const sign = findHeartbeatSign(scenario);
  const { speaksEnvelope, tellsAll, sharesProcess } = clientTraits[client.kind];
  const knowsEnvelope = speaksEnvelope && scenario.target.kind === 'builtin';
  const countsMessages = knowsEnvelope || traffic.sequence !== undefined;
  const phase = sign === undefined ? undefined : options.phase;
  const aligner = createPhaseAligner({ clock, phase, periodMs: sign?.periodMs });
  const watch = createWatch(clock, signal);
  const steadiness = createSteadiness(scenario, steadyTimeoutMs);
  const notes: string[] = [];
  const tracer = options.tracing === undefined ? undefined : createTraceRecorder(options.tracing);
  let rig: IterationRig | undefined;
  let disturbed: string | undefined;

  const attribution = createAttribution(client);
  const { clientOf } = attribution;
  const signals = createClientSignals(tellsAll, (kind, connection) => rig?.proxy.signal(kind, connection));
  const progress = createIterationProgress({
    clients: client.count,
    faults,
    ends: (id) => scenario.faults.some((plan) => plan.id === id && plan.lifetime.kind === 'for'),
    isScheduled: () => rig?.proxy.isScheduled ?? false,
  });
  const recorder = createIterationRecorder({
    readySign: traffic.ready,
    clientOf,
    isTargetDown: () => target?.program?.isDown ?? false,
    hasOwnClients: sharesProcess,
    onSignal(event) {
      if (event.kind === 'disturbed') disturbed ??= event.why;
      else steadiness.show(event.client, event.kind);
      watch.changed();
    },
    onObservation(observation) {
      progress.observe(observation);
      steadiness.observe(observation);
      signals.observe(observation);
      server.observe(observation);
      // A booked message changes nothing that is waited for, and there are many.
      if (!('sequence' in observation)) watch.changed();
    },
  });
  const ledger = createMessageLedger({
    now: clock.now,
    add: recorder.add,
    onChange: () => ledger.outstanding === 0 && watch.changed(),
  });

  const context = {
    index,
    seed,
    clients: client.count,
    faults,
    measure: scenario.measure,
    timeoutMs,
    heartbeat,
    countsMessages,
    isAmbiguous: isAmbiguous(client),
  };
  const unjudged = { ...context, phase: null, loopDelayMs: null, loopDelayLimitMs: Number.POSITIVE_INFINITY };
  const server = createServerWatch(scenario, unjudged, () => recorder.read());
  const stateNow = (): ProgressState => (progress.state !== 'open' && server.isPending ? 'open' : progress.state);

  const readSequence =
    traffic.sequence === undefined ? undefined : createWireSequence({ field: traffic.sequence, ledger, clientOf });

  const isOver = (): boolean => disturbed !== undefined || steadiness.isAnyGone;

  const observeFaults = async (deadline: Instant): Promise<Finished['reason']> => {
    for (;;) {
      const seen = await watch.until(() => isOver() || stateNow() !== 'open', deadline);
      if (!seen) return 'timeout';
      if (isOver() || stateNow() === 'done') return 'done';
      const graceMs = faults.every(({ benign }) => benign) ? graceAfterCalm(scenario) : graceForClose(scenario);
      const patience = Math.min(deadline, clock.now() + graceMs);
      const moved = await watch.until(() => isOver() || stateNow() !== 'settling', patience);
      if (!moved) return patience < deadline ? 'done' : 'timeout';
      if (stateNow() !== 'open') return 'done';
    }
  };

  const finish = (reason: Finished['reason'], why?: string): void => {
    const isDisturbed = signal.aborted || disturbed !== undefined;
    const told = isDisturbed ? (disturbed ?? 'interrupted') : why;
    recorder.add({
      source: 'runner',
      kind: 'finished',
      t: clock.now(),
      reason: isDisturbed ? 'disturbed' : reason,
      ...(told === undefined ? {} : { why: told }),
    });
  };

  const measure = async (): Promise<Instant | undefined> => {
    const startedBy = clock.now() + client.startOverMs + steadyTimeoutMs;
    const moved = await watch.until(() => isOver() || steadiness.isSteady, startedBy);
    if (!moved || !steadiness.isSteady) {
      finish('timeout', steadiness.explain(rig?.proxy.url.replace(/^http/, 'ws')));
      return undefined;
    }
    const steadyAt = clock.now();
    recorder.add({ source: 'runner', kind: 'steady', t: steadyAt });
    rig?.proxy.begin();
    const reason = await observeFaults(steadyAt + timeoutMs);
    if (options.phase !== undefined && aligner.hasBegun && aligner.met === null) notes.push(phaseMissed);
    ledger.closeBooks();
    finish(reason);
    if (countsMessages) await watch.until(() => ledger.outstanding === 0, clock.now() + deliveryGraceMs);
    if (reason === 'timeout') notes.push(...explainWaiting(progress.waiting));
    if (ledger.isFull) notes.push('there were more messages than can be counted; the last ones are left out');
    return steadyAt;
  };

  const onTargetEnd = (): void => {
    disturbed ??= String(target?.ended.reason);
    watch.changed();
  };

  const startedAt = clock.now();
  loopDelay.start();
  target?.ended.addEventListener('abort', onTargetEnd);
  try {
    rig = await startRig({
      scenario,
      attribution,
      iteration: index,
      seed,
      target,
      clock,
      guard: options.guard,
      browsers: options.browsers,
      ledger,
      signal,
      readsMessages:
        traffic.sequence !== undefined ||
        sign?.readsMessages === true ||
        (options.tracing !== undefined && options.tracing.payloadBytes > 0),
      align(start) {
        if (traffic.ready === 'round-trip' && steadiness.isByHeartbeatAlone) {
          recorder.acceptHeartbeats();
          notes.push(heartbeatCounts);
        }
        aligner.align(start);
      },
      onProxyEvent(event) {
        if (event.kind === 'frame' && clientOf(event.connection) === 1 && sign?.isBeat(event.frame) === true) {
          aligner.onHeartbeat(event.t);
        }
        recorder.onProxyEvent(event);
        tracer?.onProxyEvent(event);
        readSequence?.(event);
        // A start that came to nothing is told by no event of its own.
        if (event.kind === 'frame') watch.changed();
      },
      onObservation: recorder.add,
      onListening: options.onListening,
    });
    const steadyAt = await measure();
    const endedAt = clock.now();
    // A client that was never steady may have been kept from it by this very process.
    const from = steadyAt ?? startedAt;
    const late = [loopDelay.latenessBetween(from, endedAt), ...(await rig.readLateness(from, endedAt))];
    // Each process of ours has answered behind all that it had told before, some of which was still on its way.
    const said = { observations: recorder.read(), outputs: rig.outputs };
    const { observations, outputs } =
      options.redacts === false ? said : redactObservations(said.observations, said.outputs);
    const loopDelayMs = worstOf(late.map(({ p99Ms }) => p99Ms));
    const loopDelayMaxMs = worstOf(late.map(({ maxMs }) => maxMs));
    const loopDelayLimitMs = loopDelayLimit(heartbeat, options.loopDelayFloorMs);
    const noisy = loopDelayMs !== null && loopDelayMs > loopDelayLimitMs;
    const standstills = late.flatMap((one) => one.standstills);
    const phase = aligner.met;
    const result = judgeIteration(observations, {
      ...context,
      phase,
      loopDelayMs,
      loopDelayMaxMs,
      standstills,
      outputs,
      loopDelayLimitMs,
    });
    const stagger = explainStagger(observations, result.measured);
    if (stagger !== undefined) notes.push(stagger);
    const { hasDialled } = steadiness;
    const trace = tracer?.finish(observations, steadyAt, result.marks);
    return { result, notes: [...recorder.notes, ...attribution.notes, ...notes], noisy, hasDialled, trace };
  } finally {
    aligner.cancel();
    target?.ended.removeEventListener('abort', onTargetEnd);
    loopDelay.stop();
    await rig?.close();
  }
}

/** A figure may have come from any of the processes, so it is as good as the one that was late the most. */
function worstOf(delaysMs: readonly (number | undefined)[]): number | null {
  const known = delaysMs.filter((delayMs) => delayMs !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

/** The first iteration has the case's own seed, so that any other can be run again as a first one with the seed it had. */
function iterationSeed(seed: number, index: number): number {
  return index === 0 ? seed : Math.floor(createRandom(seed, 'iteration', index).next() * 2 ** 31);
}

function explainWaiting(waiting: readonly string[]): readonly string[] {
  return waiting.map((id) => `fault "${id}" did not begin in every iteration: what it waits for did not come in time`);
}
