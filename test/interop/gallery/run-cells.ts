import type { CaseResult } from '../../../src/result/run-result.ts';
import { describeEnvironment } from '../../../src/runner/environment.ts';
import { runCases } from '../../../src/runner/run-cases.ts';
import { toolVersion } from '../../../src/runner/tool-version.ts';
import type { Failure } from './failures.ts';
import { findVersion } from './find-versions.ts';
import type { Part } from './parts.ts';
import { type PreparedCell, prepareCell } from './prepare-cases.ts';
import type { SetUp } from './set-up.ts';
import { startUpstream, type Upstream } from './start-upstream.ts';

/** A cell that is wanted. */
export interface WantedCell {
  readonly setUp: SetUp;
  readonly failure: Failure;
}

export interface RunCellsOptions {
  readonly wanted: readonly WantedCell[];
  /** Where the scenarios are written. */
  readonly folder: string;
  readonly jobs: number;
  /** So many iterations a case, whatever its scenario says. */
  readonly repeat?: number;
  /** An iteration is thrown away when the measurement's own p99 event-loop delay is above it. */
  readonly maxLoopDelayMs: number;
  readonly signal: AbortSignal;
  /** A cell is measured. */
  readonly onPart: (part: Part) => void;
}

/** Measures the cells, those first that take longest, side by side. */
export async function runCells(options: RunCellsOptions): Promise<void> {
  const { wanted } = options;
  const running = new Map<string, Upstream>();
  try {
    for (const { upstream } of wanted.map(({ setUp }) => setUp)) {
      if (upstream === 'built-in' || running.has(upstream.file)) continue;
      running.set(upstream.file, await startUpstream(upstream.file));
    }
    await measureCells(options, running);
  } finally {
    await Promise.all([...running.values()].map((upstream) => upstream.close()));
  }
}

async function measureCells(
  { wanted, folder, jobs, repeat, maxLoopDelayMs, signal, onPart }: RunCellsOptions,
  running: ReadonlyMap<string, Upstream>,
): Promise<void> {
  const cells = wanted.map((cell, place) => {
    const { upstream } = cell.setUp;
    const url = upstream === 'built-in' ? undefined : running.get(upstream.file)?.url;
    return prepareCell(cell, folder, place, {
      ...(repeat === undefined ? {} : { repeat }),
      ...(url === undefined ? {} : { target: { kind: 'url', url, headers: {}, rejectUnauthorized: true } }),
    });
  });
  const done = new Map<PreparedCell, CaseResult[]>();
  const ownerOf = (file: string): PreparedCell | undefined => cells.find(({ cases }) => cases[0]?.file === file);

  const onCase = (result: CaseResult): void => {
    const cell = ownerOf(result.file);
    // One that was broken off says nothing.
    if (cell === undefined || signal.aborted) return;
    const results = [...(done.get(cell) ?? []), result];
    done.set(cell, results);
    if (results.length < cell.cases.length) return;
    onPart({
      setUp: cell.setUp.name,
      failure: cell.failure.name,
      measuredAt: new Date().toISOString(),
      wschaos: toolVersion(),
      node: describeEnvironment().node,
      versions: cell.setUp.packages.map(findVersion),
      cases: results,
    });
  };

  const cases = cells.flatMap((cell) => cell.cases).sort((a, b) => b.timeoutMs - a.timeoutMs);
  await runCases({ cases, jobs, signal, onCase, loopDelayFloorMs: maxLoopDelayMs });
}
