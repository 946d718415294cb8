import { availableParallelism } from 'node:os';
import { WschaosError } from '../base/error.ts';
import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { describeEnvironment } from './environment.ts';
import { createLaneControl } from './lane-control.ts';
import { createLoopDelayMonitor } from './loop-delay.ts';
import { realClock } from './real-clock.ts';
import { runCase } from './run-case.ts';
import { createProcessGuard } from './subject/process-guard.ts';
import { toolVersion } from './tool-version.ts';

/** What to run, and how. */
export interface RunOptions {
  /** Run one after the other, in this order. */
  readonly cases: readonly ScenarioCase[];
  /** Everything random is drawn from it, unless a scenario has a seed of its own. A whole number from 0; default 1. */
  readonly seed?: number;
  /** How many iterations may run side by side; default `auto`: as many as the noise guard bears. */
  readonly jobs?: number | 'auto';
  /** Stop after so many failed cases; default: never. */
  readonly maxFailures?: number;
  /** Breaks the run off; what was measured until then is judged. */
  readonly signal?: AbortSignal;
  /** The event-loop delay, ms, above which an iteration is invalid; default 10, or 1 % of the heartbeat's period. */
  readonly loopDelayFloorMs?: number;
  /** An iteration ended, valid or invalid; those that were only too crowded are repeated without a word. */
  readonly onIteration?: (scenario: ScenarioCase, result: IterationResult) => void;
  /** A case is judged; the next one has not begun. */
  readonly onCase?: (result: CaseResult) => void;
}

/** Iterations mostly wait, so that many a processor can be watched at once; a program of somebody else's works harder. */
const lanesPerCpu = { reference: 8, command: 2 } as const;

/** Where a case has many clients, the lanes share so many a processor. */
const clientsPerCpu = 32;

function planLanes({ client, listen, faults }: ScenarioCase, jobs: number | 'auto'): number {
  // One port serves one iteration at a time.
  if (listen.port !== 0) return 1;
  // The iterations of a case share their server.
  if (faults.some(({ definition }) => definition.appliesTo === 'process' && definition.program === 'server')) return 1;
  if (jobs !== 'auto') return jobs;
  const cpus = availableParallelism();
  const perCpu = client.kind === 'reference' ? lanesPerCpu.reference : lanesPerCpu.command;
  return Math.max(1, Math.floor(Math.min(cpus * perCpu, (cpus * clientsPerCpu) / client.count)));
}

/**
 * Runs cases one after the other, each one's iterations side by side, and gives the whole result.
 * @throws {WschaosError} `option.invalid`
 */
export async function runCases(options: RunOptions): Promise<RunResult> {
  const { cases, seed = 1, jobs = 'auto', maxFailures, signal = new AbortController().signal } = options;
  if (jobs !== 'auto' && !(Number.isInteger(jobs) && jobs >= 1)) {
    throw new WschaosError('option.invalid', `jobs must be "auto" or a whole number from 1, not ${jobs}`);
  }
  const clock = realClock;
  const startedAt = clock.now();
  const guard = createProcessGuard();
  const loopDelay = createLoopDelayMonitor(clock);
  const lanes = createLaneControl(1);
  const results: CaseResult[] = [];
  loopDelay.start();
  try {
    for (const scenario of cases) {
      if (signal.aborted) break;
      lanes.nextCase(planLanes(scenario, jobs));
      const result = await runCase({
        scenario,
        seed,
        lanes,
        clock,
        guard,
        loopDelay,
        loopDelayFloorMs: options.loopDelayFloorMs ?? 10,
        signal,
        onIteration: (iteration) => options.onIteration?.(scenario, iteration),
      });
      results.push(result);
      options.onCase?.(result);
      const failures = results.filter(({ status }) => status === 'fail').length;
      if (maxFailures !== undefined && failures >= maxFailures) break;
    }
  } finally {
    loopDelay.stop();
    await guard.close();
  }
  return {
    schema: 'wschaos/results@1',
    tool: toolVersion(),
    seed,
    shard: { index: 1, total: 1 },
    interrupted: signal.aborted,
    env: describeEnvironment(),
    elapsedMs: clock.now() - startedAt,
    cases: results,
  };
}
