import type { CaseResult, ExpectationResult, IterationResult, RunResult } from '../../src/result/run-result.ts';
import { summariseIterations } from '../../src/result/summarise.ts';

/** An iteration of a client that was back; what a test is about goes into `changes`. */
export function iteration(changes: Partial<IterationResult> = {}): IterationResult {
  return {
    index: 0,
    seed: 7,
    phase: 0.5,
    verdict: 'recovered',
    cause: 'tcp.reset',
    wireSign: 'dial',
    source: { detection: 'client' },
    marks: {
      steady: -500,
      injected: 0,
      affected: 0,
      detected: 3,
      attempts: [400],
      open: 405,
      ready: 412,
      lifted: 0,
      closed: 0,
      serverDetected: null,
    },
    samples: { detection: 3, recovery: 412, outage: 412, attempts: 1 },
    unobservable: {},
    noise: { loop: 1 },
    timeline: [],
    ...changes,
  };
}

/** A case whose summary follows from its iterations. */
export function caseOf(changes: Partial<CaseResult> = {}): CaseResult {
  const iterations = changes.iterations ?? [iteration()];
  const { timeoutMs = 20_000 } = changes;
  return {
    id: 'refuse',
    name: 'refuse',
    file: 'scenarios/refuse.yaml',
    matrix: {},
    tags: [],
    hash: '0',
    status: 'pass',
    bound: { style: 'rtt', best: 0, worst: 0 },
    timeoutMs,
    seed: 7,
    notes: [],
    invalid: [],
    summary: summariseIterations(iterations, timeoutMs),
    expectations: [],
    elapsedMs: 1000,
    ...changes,
    iterations,
  };
}

export function runOf(cases: readonly CaseResult[], changes: Partial<RunResult> = {}): RunResult {
  return {
    schema: 'wschaos/results@1',
    tool: '1.0.0',
    seed: 7,
    shard: { index: 1, total: 1 },
    interrupted: false,
    env: { node: '20.20.2', os: 'linux x64', cpus: 2, ci: null },
    elapsedMs: 1000,
    cases,
    ...changes,
  };
}

export function failedExpectation(changes: Partial<ExpectationResult> = {}): ExpectationResult {
  return {
    expression: 'reconnect.p95 < 1s',
    level: 'error',
    unit: 'duration',
    actual: 30_100,
    pass: false,
    because: 'must not wait for the close handshake of a dead socket',
    witness: 11,
    witnessIs: 'median',
    file: 'scenarios/half-open.yaml',
    line: 23,
    column: 5,
    ...changes,
  };
}

const figures = (count: number, low: number, high: number) =>
  Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));

const refuse = caseOf({
  iterations: figures(10, 1, 6).map((detection, index) =>
    iteration({ index, samples: { detection, recovery: 200 + 180 * index, attempts: index < 9 ? 4 : 5 } }),
  ),
});

const dropPongs = caseOf({
  id: 'drop-pongs/normal',
  name: 'drop-pongs',
  file: 'scenarios/drop-pongs.yaml',
  matrix: { hb: 'normal' },
  bound: { style: 'ping', best: 500, worst: 1500 },
  timeoutMs: 15_000,
  iterations: figures(20, 530, 1490).map((detection, index) =>
    iteration({ index, cause: 'ping.timeout', samples: { detection, recovery: detection + 120, attempts: 1 } }),
  ),
});

const halfOpen = caseOf({
  id: 'half-open',
  name: 'half-open',
  file: 'scenarios/half-open.yaml',
  status: 'fail',
  bound: { style: 'ping', best: 500, worst: 1500 },
  timeoutMs: 60_000,
  iterations: figures(20, 540, 1500).map((detection, index) =>
    iteration({
      index,
      phase: (index + 0.5) / 20,
      cause: null,
      wireSign: 'close:1000',
      source: { detection: 'wire' },
      verdict: index === 19 ? 'stuck' : 'recovered',
      samples: { detection, recovery: index === 19 ? 'censored' : detection + 30_000, attempts: 1 },
      timeline: [
        { t: 0, what: 'fault', text: 'blackhole, both directions' },
        { t: 1018.3, what: 'detected', text: 'client sent Close 1000' },
        { t: 31_022.1, what: 'attempt', text: '← 30 s pause: looks like a close-handshake timeout', nth: 1 },
        { t: 31_041, what: 'ready', text: '' },
      ],
    }),
  ),
  expectations: [failedExpectation()],
});

/** The run that the table of the command line's documentation shows. */
export const exampleRun: RunResult = runOf([refuse, dropPongs, halfOpen]);
