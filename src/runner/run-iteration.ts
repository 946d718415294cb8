import type { Clock, Instant } from '../base/clock.ts';
import { createRandom } from '../base/random.ts';
import { judgeIteration } from '../result/judge-iteration.ts';
import type { Observation } from '../result/observation.ts';
import type { IterationResult } from '../result/run-result.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { createPhaseAligner } from './align-phase.ts';
import { createHeartbeatTest } from './heartbeat-frame.ts';
import { createIterationProgress } from './iteration-progress.ts';
import { createIterationRecorder } from './iteration-recorder.ts';
import { type IterationRig, startRig } from './iteration-rig.ts';
import type { LoopDelayMonitor } from './loop-delay.ts';
import { createMessageLedger } from './message-ledger.ts';
import type { RunningTarget } from './start-target.ts';
import type { ProcessGuard } from './subject/process-guard.ts';
import { summariseFault } from './summarise-fault.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';
import { createWatch } from './watch.ts';

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
  readonly loopDelay: LoopDelayMonitor;
  /** The least event-loop delay, ms, that makes an iteration invalid. */
  readonly loopDelayFloorMs: number;
  readonly signal: AbortSignal;
}

/** What one iteration gave. */
export interface FinishedIteration {
  readonly result: IterationResult;
  /** What a reader of the report should know. */
  readonly notes: readonly string[];
  /** The machine did not keep up: no fault of the client's or the case's. */
  readonly noisy: boolean;
}

/** How long an old socket gets to close once the client is back. */
const closeGraceMs = 2_000;
/** How long the last messages get to arrive. */
const deliveryGraceMs = 250;
/** Without a heartbeat, a client that answers a benign fault does so at once. */
const calmGraceMs = 500;

type Finished = Extract<Observation, { kind: 'finished' }>;

/**
 * Runs a case once: server, proxy, clients; waits until they are steady, lets the faults run, waits until all is seen, and
 * judges. Nothing is left of it, whatever happens.
 * @throws {WschaosError} what keeps every iteration from starting: `client.not-found`, `port.in-use`, …
 */
export async function runIteration(options: IterationOptions): Promise<FinishedIteration> {
  const { scenario, index, clock, loopDelay, signal } = options;
  const { client, traffic, timeoutMs } = scenario;
  const seed = iterationSeed(options.seed, index);
  const faults = scenario.faults.map(summariseFault);
  const heartbeat = summariseHeartbeat(client);
  const isHeartbeat = createHeartbeatTest(scenario);
  const countsMessages = client.kind === 'reference' && scenario.target.kind === 'builtin';
  const aligner = createPhaseAligner({ clock, phase: options.phase, periodMs: heartbeat?.intervalMs });
  const watch = createWatch(clock, signal);
  const steady = new Set<number>();
  const gone = new Set<number>();
  let rig: IterationRig | undefined;
  let disturbed: string | undefined;

  const progress = createIterationProgress({
    clients: client.count,
    faults,
    ends: (id) => scenario.faults.some((plan) => plan.id === id && plan.lifetime.kind === 'for'),
    isScheduled: () => rig?.proxy.isScheduled ?? false,
  });
  const recorder = createIterationRecorder({
    readySign: traffic.ready,
    clientOf: (connection) => rig?.clientOf(connection) ?? 1,
    onSignal(sign) {
      if (sign.kind === 'disturbed') disturbed ??= sign.why;
      else steady.add(sign.client);
    },
    onObservation(observation) {
      progress.observe(observation);
      if (observation.source === 'client' && observation.kind === 'ready') steady.add(observation.client);
      const isEnd = observation.kind === 'exit' || observation.kind === 'giveup';
      if (isEnd && 'client' in observation) gone.add(observation.client);
    },
  });
  const ledger = createMessageLedger(clock.now, recorder.add);

  const isOver = (): boolean => disturbed !== undefined || gone.size > 0;

  const observeFaults = async (deadline: Instant): Promise<Finished['reason']> => {
    for (;;) {
      const seen = await watch.until(() => isOver() || progress.state !== 'open', deadline);
      if (!seen) return 'timeout';
      if (isOver() || progress.state === 'done') return 'done';
      const grace = faults.every(({ benign }) => benign) ? calmGrace(heartbeat) : closeGraceMs;
      const patience = Math.min(deadline, clock.now() + grace);
      const moved = await watch.until(() => isOver() || progress.state !== 'settling', patience);
      if (!moved || progress.state !== 'open') return 'done';
    }
  };

  const finish = (reason: Finished['reason'], why?: string): void => {
    recorder.add({ source: 'runner', kind: 'finished', t: clock.now(), reason, ...(why === undefined ? {} : { why }) });
  };

  const measure = async (): Promise<Instant | undefined> => {
    const isReady = await watch.until(() => isOver() || steady.size >= client.count, clock.now() + timeoutMs);
    if (!isReady || steady.size < client.count) {
      if (disturbed !== undefined || signal.aborted) finish('disturbed', disturbed ?? 'interrupted');
      else finish('timeout', explainUnsteady(scenario, steady.size));
      return undefined;
    }
    const steadyAt = clock.now();
    recorder.add({ source: 'runner', kind: 'steady', t: steadyAt });
    rig?.proxy.begin();
    const reason = await observeFaults(steadyAt + timeoutMs);
    ledger.closeBooks();
    if (signal.aborted) finish('disturbed', 'interrupted');
    else if (disturbed !== undefined) finish('disturbed', disturbed);
    else finish(reason);
    if (countsMessages) await watch.until(() => ledger.outstanding === 0, clock.now() + deliveryGraceMs);
    return steadyAt;
  };

  loopDelay.start();
  try {
    rig = await startRig({
      scenario,
      iteration: index,
      seed,
      target: options.target,
      clock,
      guard: options.guard,
      ledger,
      signal,
      align: aligner.align,
      onProxyEvent(event) {
        if (event.kind === 'frame' && isHeartbeat(event.frame)) aligner.onHeartbeat(event.t);
        recorder.onProxyEvent(event);
        watch.changed();
      },
      onObservation(observation) {
        recorder.add(observation);
        watch.changed();
      },
    });
    const steadyAt = await measure();
    const observations = recorder.read();
    const endedAt = clock.now();
    const loopDelayMs = loopDelay.p99Between(steadyAt ?? endedAt, endedAt) ?? 0;
    const loopDelayLimitMs = Math.max(options.loopDelayFloorMs, 0.01 * (heartbeat?.intervalMs ?? 0));
    const result = judgeIteration(observations, {
      index,
      seed,
      phase: aligner.met,
      clients: client.count,
      faults,
      measure: scenario.measure,
      timeoutMs,
      heartbeat,
      loopDelayMs,
      loopDelayLimitMs,
      countsMessages,
    });
    return { result, notes: recorder.notes, noisy: loopDelayMs > loopDelayLimitMs };
  } finally {
    aligner.cancel();
    loopDelay.stop();
    await rig?.close();
  }
}

/** The first iteration has the case's own seed, so that any other can be run again as a first one with the seed it had. */
function iterationSeed(seed: number, index: number): number {
  return index === 0 ? seed : Math.floor(createRandom(seed, 'iteration', index).next() * 2 ** 31);
}

function calmGrace(heartbeat: ReturnType<typeof summariseHeartbeat>): number {
  return heartbeat === undefined || heartbeat.style === 'none'
    ? calmGraceMs
    : heartbeat.intervalMs + heartbeat.timeoutMs;
}

function explainUnsteady({ client, timeoutMs, traffic }: ScenarioCase, steady: number): string {
  const who = client.count === 1 ? '' : `${client.count - steady} of ${client.count} clients: `;
  const sign =
    traffic.ready === 'round-trip' ? 'no answered message and no answered ping' : `no sign "${traffic.ready}"`;
  return `${who}${sign} within ${timeoutMs / 1000} s (traffic.ready can name another sign)`;
}
