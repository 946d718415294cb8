import path from 'node:path';
import { faults } from '../../src/faults/index.ts';
import type { CaseResult, IterationResult } from '../../src/result/run-result.ts';
import { createLaneControl } from '../../src/runner/lane-control.ts';
import { createLoopDelayMonitor } from '../../src/runner/loop-delay.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { runCase } from '../../src/runner/run-case.ts';
import { type FinishedIteration, type IterationOptions, runIteration } from '../../src/runner/run-iteration.ts';
import { formatProblem } from '../../src/scenario/format-problem.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { ScenarioCase } from '../../src/scenario/scenario-case.ts';
import { createRecordingGuard, noBrowsers, repositoryRoot } from './subject/programs.ts';

/** The one case of a scenario that stands in a test; `version`, `name` and an echo server are understood. */
export function loadInline(text: string): ScenarioCase {
  const loading = loadScenario({
    file: 'inline.yaml',
    env: {},
    faults,
    readFile: () => ({ kind: 'text', text: `version: 1\nname: inline\n${text}` }),
    resolvePath: (folder, name) => path.resolve(folder, name),
    // Programs that a test runs find `ws` from here.
    dirname: () => repositoryRoot,
  });
  if (loading.kind === 'problems') throw new Error(loading.problems.map(formatProblem).join('\n'));
  const [only] = loading.cases;
  if (only === undefined) throw new Error('the scenario has no case');
  return only;
}

/** A client of a careful team, quick enough for a test. */
export const quickReference =
  'client: { type: reference, heartbeat: { mode: ping, interval: 200ms, timeout: 100ms }, reconnect: { initial: 20ms, max: 50ms }, closeTimeout: 300ms }';

type Adjustable = Omit<Partial<IterationOptions>, 'scenario'>;

/** Runs one iteration of an inline scenario; noise is not measured unless asked for. */
export function runInline(text: string, options: Adjustable = {}): Promise<FinishedIteration> {
  return runIteration({
    scenario: loadInline(text),
    index: 0,
    phase: undefined,
    seed: 1,
    target: undefined,
    clock: realClock,
    guard: createRecordingGuard(),
    browsers: noBrowsers,
    loopDelay: createLoopDelayMonitor(realClock),
    loopDelayFloorMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });
}

export interface InlineCaseOptions {
  readonly jobs?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly loopDelayFloorMs?: number;
  readonly isSerial?: boolean;
  readonly onAddress?: (url: string) => void;
  readonly onIteration?: (result: IterationResult) => void;
}

/** Runs the one case of an inline scenario with its repetitions. */
export function runInlineCase(text: string, options: InlineCaseOptions = {}): Promise<CaseResult> {
  return runCase({
    scenario: loadInline(text),
    seed: options.seed ?? 1,
    lanes: createLaneControl(options.jobs ?? 1),
    weight: 1,
    isSerial: options.isSerial ?? false,
    onAddress: options.onAddress,
    clock: realClock,
    guard: createRecordingGuard(),
    browsers: noBrowsers,
    loopDelay: createLoopDelayMonitor(realClock),
    loopDelayFloorMs: options.loopDelayFloorMs ?? 10_000,
    signal: options.signal ?? new AbortController().signal,
    onQueued: () => {},
    onIteration: options.onIteration ?? (() => {}),
  });
}
