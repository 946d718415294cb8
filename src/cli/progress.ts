import type { Cancel, Clock } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { cutColumns } from './cut-columns.ts';
import { count } from './format-problems.ts';
import type { Io, TextOutput } from './io.ts';
import { planIterationMs } from './plan-duration.ts';

export interface ProgressOptions {
  readonly cases: readonly ScenarioCase[];
  readonly output: TextOutput;
  readonly env: Io['env'];
  readonly clock: Clock;
  /** `none`: nothing at all but what `say` is given. */
  readonly style: 'shown' | 'none';
  /** A line for every iteration. */
  readonly verbose: boolean;
}

/** Tells a waiting user how far a run is. */
export interface Progress {
  onIteration(scenario: ScenarioCase, result: IterationResult): void;
  onCase(result: CaseResult): void;
  /** Writes a line, above the status line where there is one. */
  say(line: string): void;
  /** Takes the status line away; calling it again does nothing. */
  end(): void;
}

const repaintEveryMs = 250;
const signOfLifeEveryMs = 30_000;
const eraseLine = '\r\u001b[2K';

/**
 * On a terminal one line that is painted again and again: case, iteration, the phase of the one that ended last, time left.
 * Elsewhere one line a finished case, and a sign of life every 30 s.
 */
export function createProgress({ cases, output, env, clock, style, verbose }: ProgressOptions): Progress {
  const startedAt = clock.now();
  const paints = style === 'shown' && canRepaint(output, env);
  const done = new Map<string, number>();
  const phases = new Map<string, number>();
  const noisy = new Map<string, number>();
  const finished = new Set<string>();
  let cancel: Cancel = () => {};
  let ended = false;

  const status = (): string => {
    const current = cases.find(({ id }) => !finished.has(id));
    if (current === undefined) return 'finishing';
    const position = cases.length === 1 ? '' : ` (case ${cases.indexOf(current) + 1} of ${cases.length})`;
    const iterations = `${done.get(current.id) ?? 0}/${current.repeat.count}`;
    const phase = phases.get(current.id);
    const thrownAway = noisy.get(current.id);
    const left = estimateLeftMs(cases, { done, finished }, clock.now() - startedAt);
    return [
      `${current.id}${position}`,
      iterations,
      ...(phase === undefined ? [] : [`phase ${phase.toFixed(2)}`]),
      ...(thrownAway === undefined ? [] : [`${thrownAway} too noisy, repeated`]),
      ...(left === undefined ? [] : [`about ${formatDuration(left)} left`]),
    ].join('  ');
  };

  let painted = '';
  const repaint = (): void => {
    // A line that wraps would stay behind.
    const text = cutColumns(status(), Math.max(1, (output.columns ?? 80) - 1));
    // What stands there already is not written while something is measured.
    if (text !== painted) output.write(`${eraseLine}${text}`);
    painted = text;
  };

  const everyMs = paints ? repaintEveryMs : signOfLifeEveryMs;
  const tick = (): void => {
    if (paints) repaint();
    else output.write(`${status()}\n`);
    schedule();
  };
  const schedule = (): void => {
    cancel();
    cancel = clock.schedule(clock.now() + everyMs, tick);
  };

  const say = (line: string): void => {
    output.write(paints ? `${eraseLine}${line}\n` : `${line}\n`);
    painted = '';
  };

  if (paints) repaint();
  if (style === 'shown') schedule();

  return {
    onIteration(scenario, result) {
      if (result.verdict !== 'invalid') done.set(scenario.id, (done.get(scenario.id) ?? 0) + 1);
      if (result.reasonKind === 'noise') noisy.set(scenario.id, (noisy.get(scenario.id) ?? 0) + 1);
      if (result.phase !== null) phases.set(scenario.id, result.phase);
      if (verbose) say(describeIteration(scenario, result));
    },
    onCase(result) {
      finished.add(result.id);
      if (style === 'none' || paints) return;
      say(describeCase(result));
      // A line that says something is a sign of life too.
      schedule();
    },
    say,
    end() {
      cancel();
      if (paints && !ended) output.write(eraseLine);
      ended = true;
    },
  };
}

/** A dumb terminal shows what is to move the cursor; the log of a CI keeps every line that was painted over. */
function canRepaint({ isTerminal }: TextOutput, { TERM, CI }: Io['env']): boolean {
  return isTerminal && TERM !== 'dumb' && (CI === undefined || CI === '' || CI === 'false');
}

/** By the planned durations, corrected by how long what is done has really taken. */
function estimateLeftMs(
  cases: readonly ScenarioCase[],
  { done, finished }: { readonly done: ReadonlyMap<string, number>; readonly finished: ReadonlySet<string> },
  elapsedMs: number,
): number | undefined {
  let doneMs = 0;
  let leftMs = 0;
  for (const scenario of cases) {
    const iterations = finished.has(scenario.id) ? scenario.repeat.count : (done.get(scenario.id) ?? 0);
    const eachMs = planIterationMs(scenario);
    doneMs += iterations * eachMs;
    leftMs += Math.max(0, scenario.repeat.count - iterations) * eachMs;
  }
  if (doneMs === 0) return undefined;
  // Whole seconds: a status line is no measurement.
  return Math.ceil((elapsedMs * leftMs) / doneMs / 1000) * 1000;
}

const words = { pass: 'pass', fail: 'FAIL', unmeasured: 'unmeasured' } as const;

function describeCase({ id, status, iterations, elapsedMs }: CaseResult): string {
  return `${words[status]}  ${id}  ${count(iterations.length, 'iteration')} in ${formatDuration(elapsedMs)}`;
}

function describeIteration({ id }: ScenarioCase, { index, verdict, reason, samples }: IterationResult): string {
  const { detection, recovery } = samples;
  const figures = Object.entries({ detection, recovery }).flatMap(([name, value]) =>
    typeof value === 'number' ? [`${name} ${formatDuration(value)}`] : [],
  );
  return [`${id} #${index}`, verdict, ...figures, ...(reason === undefined ? [] : [reason])].join('  ');
}
