import { availableParallelism } from 'node:os';
import { WschaosError } from '../base/error.ts';
import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { countPorts } from './attribution.ts';
import { describeEnvironment } from './environment.ts';
import { hashClientFiles } from './hash-client-files.ts';
import { needsProcesses } from './host/needs-processes.ts';
import { createLaneControl } from './lane-control.ts';
import { createLoopDelayMonitor } from './loop-delay.ts';
import { defaultLoopDelayFloorMs } from './loop-delay-limit.ts';
import { realClock } from './real-clock.ts';
import { runCase } from './run-case.ts';
import { createBrowserPool } from './subject/browser/browser-pool.ts';
import { loadPlaywright } from './subject/browser/load-playwright.ts';
import { createProcessGuard } from './subject/process-guard.ts';
import { toolVersion } from './tool-version.ts';
import { createTraceKeeper, type Tracing } from './trace/trace-keeper.ts';
import { createTurnTaking, type TurnTaking } from './turn-taking.ts';

/** What to run, and how. */
export interface RunOptions {
  /** Begun in this order. */
  readonly cases: readonly ScenarioCase[];
  /** Everything random is drawn from it, unless a scenario has a seed of its own. A whole number from 0; default 1. */
  readonly seed?: number;
  /** How many iterations may run side by side; default `auto`: as many as the noise guard bears. */
  readonly jobs?: number | 'auto';
  /** Stop after so many failed cases, which then run one after the other; default: never. */
  readonly maxFailures?: number;
  /** Iterations of the cases take turns, so that whatever drifts meanwhile meets all alike; default: case after case. */
  readonly interleave?: boolean;
  /** Which part of a run the cases are, as `shardCases` cut them; default: all of it. */
  readonly shard?: RunResult['shard'];
  /** Breaks the run off; what was measured until then is judged. */
  readonly signal?: AbortSignal;
  /** The event-loop delay, ms, above which an iteration is invalid; default 10, or 1 % of the heartbeat's period. */
  readonly loopDelayFloorMs?: number;
  /** How long the clients may take to be steady, ms, once all have started; default: the case's `timeout`. */
  readonly steadyTimeoutMs?: number;
  /** Secrets of clients, programs, handshakes and URLs are left out of the result, and of the traces. Default true. */
  readonly redacts?: boolean;
  /** What went over the wire is kept, for iterations that somebody wants to look into; default: nothing. */
  readonly tracing?: Tracing;
  /** An iteration ended, valid or invalid; those that were only too crowded are repeated without a word. */
  readonly onIteration?: (scenario: ScenarioCase, result: IterationResult) => void;
  /** A client that dials by itself is awaited at this address, all through the case. */
  readonly onAddress?: (scenario: ScenarioCase, url: string) => void;
  /** A case is judged. */
  readonly onCase?: (result: CaseResult) => void;
}

/** Iterations mostly wait, so that many a processor can be watched at once. */
const lanesPerCpu = 8;

/** How many lanes an iteration takes. A number of jobs is a number of iterations, however heavy they are. */
function weighIteration({ client }: ScenarioCase, jobs: number | 'auto'): number {
  if (jobs !== 'auto') return 1;
  return Math.ceil(client.count / clientTraits[client.kind].clientsPerLane);
}

/** One port serves one iteration at a time; and with a fault on the server, which they share, so does the server. */
function isSerial({ client, listen, faults }: ScenarioCase): boolean {
  return (
    listen.port !== 0 ||
    clientTraits[client.kind].dialsByItself ||
    faults.some(({ definition }) => definition.appliesTo === 'process' && definition.program === 'server')
  );
}

/** What only one case can have at a time. */
function claimsOf({ client, listen, target }: ScenarioCase): readonly string[] {
  const ports = listen.port === 0 ? [] : Array.from({ length: countPorts(client) }, (_, nth) => listen.port + nth);
  return [...ports.map((port) => `port ${port}`), ...(target.kind === 'command' ? [`server ${target.url}`] : [])];
}

/** Whether its client or its server is a process of its own, which we start. */
const startsProgram = ({ client, target }: ScenarioCase): boolean => {
  const { isProgram, isPage } = clientTraits[client.kind];
  return target.kind === 'command' || isProgram || isPage || needsProcesses(client);
};

/**
 * Runs the cases, beginning them in order, and gives the whole result. Their iterations run side by side as far as there are
 * lanes: the next case begins when the ones before leave one free, and not before what it needs for itself is. With
 * `maxFailures` the cases run one after the other.
 * @throws {WschaosError} `option.invalid`
 */
export async function runCases(options: RunOptions): Promise<RunResult> {
  const { cases, seed = 1, jobs = 'auto', maxFailures, tracing, redacts = true } = options;
  if (jobs !== 'auto' && !(Number.isInteger(jobs) && jobs >= 1)) {
    throw new WschaosError('option.invalid', `jobs must be "auto" or a whole number from 1, not ${jobs}`);
  }
  if (options.interleave === true) checkInterleaving(options);
  const clock = realClock;
  const startedAt = clock.now();
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const guard = createProcessGuard();
  const browsers = createBrowserPool({ clock, guard });
  const loopDelay = createLoopDelayMonitor(clock);
  const lanes = createLaneControl(jobs === 'auto' ? lanesPerCpu * availableParallelism() : jobs);
  const keeper = tracing === undefined ? undefined : createTraceKeeper({ ...tracing, redacts });
  // Read before anything is measured; only the shards of a run are asked whether they had the same client.
  const sums = cases.map(({ client }) => ((options.shard?.total ?? 1) > 1 ? hashClientFiles(client) : undefined));
  /** By the place of the case. */
  const results: CaseResult[] = [];
  const begun: { readonly claims: readonly string[]; readonly ended: Promise<void> }[] = [];

  const runToEnd = async (
    scenario: ScenarioCase,
    place: number,
    onQueued: () => void,
    turns?: TurnTaking,
  ): Promise<void> => {
    try {
      const result = await runCase({
        scenario,
        clientFiles: sums[place],
        seed,
        lanes,
        weight: weighIteration(scenario, jobs),
        isSerial: isSerial(scenario),
        clock,
        guard,
        browsers,
        loopDelay,
        loopDelayFloorMs: options.loopDelayFloorMs ?? defaultLoopDelayFloorMs,
        steadyTimeoutMs: options.steadyTimeoutMs,
        signal,
        tracing,
        redacts,
        traces: keeper?.forCase(scenario.id),
        onAddress: (url) => options.onAddress?.(scenario, url),
        onIteration: (iteration) => options.onIteration?.(scenario, iteration),
        onQueued,
        ...(turns === undefined ? {} : { beginInTurn: (starts) => turns.begin(place, starts) }),
      });
      results[place] = result;
      options.onCase?.(result);
    } catch (error) {
      // A defect in one of them must not leave the others running.
      stop.abort();
      throw error;
    } finally {
      turns?.leave(place);
    }
  };

  /** Begins a case when it may; resolved when the next one may try. */
  const begin = async (scenario: ScenarioCase, place: number): Promise<void> => {
    const claims = claimsOf(scenario);
    const inTheWay = begun.filter((other) => other.claims.some((claim) => claims.includes(claim)));
    await Promise.all(inTheWay.map(({ ended }) => ended));
    await lanes.room();
    if (signal.aborted) return;
    await new Promise<void>((resolve, reject) => {
      const ended = runToEnd(scenario, place, resolve);
      begun.push({ claims, ended });
      ended.then(resolve, reject);
    });
    if (maxFailures !== undefined) await begun.at(-1)?.ended;
  };

  const beginInterleaved = (): void => {
    const turns = createTurnTaking(cases.length);
    for (const [place, scenario] of cases.entries()) {
      begun.push({ claims: [], ended: runToEnd(scenario, place, () => {}, turns) });
    }
  };

  const hasFailed = (): boolean =>
    maxFailures !== undefined && results.filter(({ status }) => status === 'fail').length >= maxFailures;

  // To load it makes this process stand still for half a second: noise to all that is measured beside.
  if (cases.some(({ client }) => clientTraits[client.kind].isPage)) await loadPlaywright().catch(() => {});
  // So does the start of the process that starts the others.
  if (cases.some(startsProgram)) await guard.prepare();
  loopDelay.start();
  try {
    if (options.interleave === true) beginInterleaved();
    else
      for (const [place, scenario] of cases.entries()) {
        if (signal.aborted || hasFailed()) break;
        await begin(scenario, place);
      }
    await Promise.all(begun.map(({ ended }) => ended));
  } finally {
    await Promise.allSettled(begun.map(({ ended }) => ended));
    loopDelay.stop();
    await browsers.close();
    await guard.close();
  }
  return {
    schema: 'wschaos/results@1',
    tool: toolVersion(),
    seed,
    shard: options.shard ?? { index: 1, total: 1 },
    interrupted: options.signal?.aborted === true,
    env: describeEnvironment(),
    elapsedMs: clock.now() - startedAt,
    endedAt: new Date().toISOString(),
    // One that was broken off before it began left a gap.
    cases: results.filter((result) => result !== undefined),
  };
}

/** All the cases are there at once, from the first to the last. */
function checkInterleaving({ cases, maxFailures }: RunOptions): void {
  const refuse = (why: string, hint?: string): never => {
    throw new WschaosError('option.invalid', `the cases cannot be interleaved: ${why}`, { hint });
  };
  if (maxFailures !== undefined) refuse('they run one after the other to stop at so many failures');
  const owners = new Map<string, string>();
  for (const { id, ...scenario } of cases) {
    for (const claim of claimsOf({ id, ...scenario })) {
      const owner = owners.get(claim);
      if (owner !== undefined) {
        refuse(
          `"${owner}" and "${id}" both need the ${claim}`,
          'Start the server yourself, and let the proxy listen on any port.',
        );
      }
      owners.set(claim, id);
    }
  }
}
