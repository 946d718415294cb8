import { setMaxListeners } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';
import { judgeCase } from '../result/judge-case.ts';
import { redactText } from '../result/redact.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { describeTarget } from './describe-target.ts';
import { hashCase } from './hash-case.ts';
import type { LaneControl } from './lane-control.ts';
import type { LoopDelayMonitor } from './loop-delay.ts';
import { planIterations } from './phase-plan.ts';
import { type FinishedIteration, runIteration } from './run-iteration.ts';
import type { RunningTarget } from './running-target.ts';
import { startForeignTarget } from './start-target.ts';
import type { BrowserPool } from './subject/browser/browser-pool.ts';
import type { ProcessGuard } from './subject/process-guard.ts';
import { summariseFault } from './summarise-fault.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';
import type { CaseTraces } from './trace/trace-keeper.ts';

export interface CaseOptions {
  readonly scenario: ScenarioCase;
  /** The sum of its client's files, where shards are to agree on it. */
  readonly clientFiles?: string | undefined;
  /** The run's; a scenario's own comes first. */
  readonly seed: number;
  readonly lanes: LaneControl;
  /** How many lanes an iteration takes. */
  readonly weight: number;
  /** Its iterations run one after the other. */
  readonly isSerial: boolean;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly browsers: BrowserPool;
  readonly loopDelay: LoopDelayMonitor;
  readonly loopDelayFloorMs: number;
  readonly steadyTimeoutMs?: number | undefined;
  readonly signal: AbortSignal;
  readonly tracing?: { readonly payloadBytes: number } | undefined;
  /** The result has no secrets of clients, programs and targets. Default true. */
  readonly redacts?: boolean | undefined;
  /** Gets the traces, with `tracing`. */
  readonly traces?: CaseTraces | undefined;
  /** An iteration that counts, or one that was invalid, has ended. */
  readonly onIteration: (result: IterationResult) => void;
  /** A client that dials by itself can be started now, or goes on dialling: this is where. */
  readonly onAddress?: ((url: string) => void) | undefined;
  /** Begins its iterations in turn with those of other cases; default: all at once. */
  readonly beginInTurn?: (starts: readonly (() => Promise<void>)[]) => Promise<readonly Promise<void>[]>;
  /** All its iterations wait for their lanes, or run. */
  readonly onQueued: () => void;
}

/** An iteration that ended, and whether nothing could run beside it. */
type MeasuredIteration = FinishedIteration & { readonly isAlone: boolean };

/** Runs a case's iterations, as many at once as the lanes let, and judges them. Invalid ones are replaced, up to a share. */
export async function runCase(options: CaseOptions): Promise<CaseResult> {
  const { scenario, clock, lanes, weight } = options;
  const { repeat } = scenario;
  const seed = repeat.seed ?? options.seed;
  const startedAt = clock.now();
  const iterations: IterationResult[] = [];
  const notes = new Set<string>();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  // Every iteration that runs listens to it; that many are no leak.
  setMaxListeners(0, signal);
  let unmeasured: string | undefined;
  let isNotLoaded = false;
  let target: RunningTarget | undefined;
  let crowded = 0;
  let isAwaited = clientTraits[scenario.client.kind].dialsByItself;
  let replacements = Math.ceil(repeat.count * repeat.maxInvalid);

  /** A client that dials by itself finds every iteration at the port of the first. */
  let ownPort: number | undefined;
  const onListening = ({ port, url }: { readonly port: number; readonly url: string }): void => {
    if (!clientTraits[scenario.client.kind].dialsByItself || ownPort !== undefined) return;
    ownPort = port;
    options.onAddress?.(url);
  };
  const scenarioAtPort = (): ScenarioCase =>
    ownPort === undefined ? scenario : { ...scenario, listen: { ...scenario.listen, port: ownPort } };

  const clean = options.redacts === false ? (text: string): string => text : redactText;

  const fail = (error: unknown): void => {
    // What was under way when the case was broken off says only that.
    if (signal.aborted && (error === signal.reason || (error as Error).name === 'AbortError')) return;
    if (!(error instanceof WschaosError)) {
      stop.abort();
      throw error;
    }
    isNotLoaded = (unmeasured === undefined && error.code === 'client.not-loaded') || isNotLoaded;
    unmeasured ??= clean(error.hint === undefined ? error.message : `${error.message}. ${error.hint}`);
    stop.abort();
  };

  const runOnce = async (index: number, phase: number | undefined): Promise<MeasuredIteration | undefined> => {
    const lane = await lanes.enter(weight);
    let finished: FinishedIteration | undefined;
    try {
      if (signal.aborted) return undefined;
      await target?.program?.restore();
      if (target?.ended.aborted) throw new WschaosError('target.exited', String(target.ended.reason));
      finished = await runIteration({
        ...options,
        scenario: scenarioAtPort(),
        index,
        phase,
        seed,
        target,
        signal,
        onListening,
      });
      if (signal.aborted) return undefined;
      for (const note of finished.notes) notes.add(clean(note));
      if (finished.hasDialled) isAwaited = false;
      return { ...finished, isAlone: lane.isAlone };
    } catch (error) {
      fail(error);
      return undefined;
    } finally {
      lane.leave(finished === undefined ? 'untold' : finished.noisy ? 'noisy' : 'quiet');
    }
  };

  /**
   * Again, while the case may still replace iterations. One that was disturbed by those beside it is the scheduler's fault
   * and free: it runs fewer side by side from then on. A note counts them.
   */
  const runUntilValid = async (index: number, phase: number | undefined): Promise<void> => {
    for (;;) {
      const measured = await runOnce(index, phase);
      if (measured === undefined) return;
      const { result, noisy, isAlone, trace } = measured;
      if (result.verdict === 'invalid' && noisy && !isAlone && !isAwaited) {
        // What else was wrong shows again, and is told then.
        if (result.reasonKind === 'noise') crowded++;
        continue;
      }
      iterations.push(result);
      if (trace !== undefined) options.traces?.add(result, trace);
      options.onIteration(result);
      if (result.verdict !== 'invalid') return;
      if (replacements === 0 || isAwaited) {
        // One more that is missing decides the case, and who never came does not come; the others would only cost time.
        stop.abort();
        return;
      }
      replacements--;
    }
  };

  const runAll = async (iterations: readonly (() => Promise<void>)[]): Promise<void> => {
    const first = options.isSerial ? iterations.slice(0, 1) : iterations;
    const running = (await options.beginInTurn?.(first)) ?? first.map((run) => run());
    options.onQueued();
    await settleAll(running);
    for (const run of iterations.slice(first.length)) await run();
  };

  try {
    if (scenario.target.kind !== 'builtin') {
      target = await startForeignTarget(scenario.target, { clock, guard: options.guard, signal });
    }
    for (let index = 0; index < repeat.warmup; index++) await runOnce(-1 - index, undefined);
    await runAll(
      planIterations(repeat, seed).map(
        ({ index, phase }) =>
          () =>
            runUntilValid(index, phase).catch(fail),
      ),
    );
  } catch (error) {
    fail(error);
  } finally {
    await target?.close();
  }

  const judged = judgeCase({
    id: scenario.id,
    name: scenario.name,
    file: scenario.file,
    target: describeTarget(scenario.target),
    matrix: scenario.matrix,
    tags: scenario.tags,
    ...hashCase(scenario.fingerprint),
    timeoutMs: scenario.timeoutMs,
    seed,
    notes: [...notes],
    crowded,
    elapsedMs: clock.now() - startedAt,
    iterations,
    wanted: repeat.count,
    ...(repeat.part === undefined ? {} : { part: repeat.part }),
    interrupted: options.signal.aborted,
    unmeasured,
    isNotLoaded,
    expectations: scenario.expectations,
    faults: scenario.faults.map(summariseFault),
    heartbeat: summariseHeartbeat(scenario.client),
    clientFiles: options.clientFiles,
  });
  return options.traces?.settle(judged) ?? judged;
}

/** Waits for all of them, so that nothing runs on behind a failure's back. */
async function settleAll(running: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(running)) if (outcome.status === 'rejected') throw outcome.reason;
}
