import { formatDuration } from '../base/duration.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { count } from './format-problems.ts';
import { planIterationMs } from './plan-duration.ts';

/** What is known of a case before it runs. */
export interface CasePlan {
  readonly id: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly matrix: Readonly<Record<string, string>>;
  readonly iterations: number;
  /** Of one iteration, estimated. */
  readonly plannedMs: number;
  /** Of one iteration, at most, counted from `steady`. */
  readonly timeoutMs: number;
  readonly description: string | null;
}

export function planCase(scenario: ScenarioCase): CasePlan {
  const { id, file, tags, matrix, repeat, timeoutMs, description } = scenario;
  const plannedMs = Math.round(planIterationMs(scenario));
  const iterations = repeat.count + repeat.warmup;
  return { id, file, tags, matrix, iterations, plannedMs, timeoutMs, description: description ?? null };
}

/** A line a case, in columns, and their sum. */
export function describePlans(plans: readonly CasePlan[]): string {
  const rows = plans.map(({ id, tags, iterations, plannedMs, timeoutMs }) => [
    id,
    `${iterations} × ${formatDuration(plannedMs)}`,
    `timeout ${formatDuration(timeoutMs)}`,
    tags.join(', '),
  ]);
  const totalMs = plans.reduce((sum, { iterations, plannedMs }) => sum + iterations * plannedMs, 0);
  const iterations = plans.reduce((sum, plan) => sum + plan.iterations, 0);
  const total = `${count(plans.length, 'case')}, ${count(iterations, 'iteration')}, ${formatDuration(totalMs)} one after the other`;
  return `${alignColumns(rows)}\n\n${total}\n`;
}

/** Cells padded to their column's width, two spaces between. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
