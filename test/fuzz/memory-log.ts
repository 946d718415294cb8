import { collectGarbage } from './collect-garbage.ts';

/** How one figure went over the second half of a run. */
export interface MemoryTrend {
  /** From the mean of the first third to that of the last. */
  readonly grownMebibytes: number;
  /** `41.2 → 41.5 MiB`. */
  readonly text: string;
}

/** Follows the memory of the process. */
export interface MemoryLog {
  /** `share`: how much of the run has passed, 0 … 1. Counts in the second half only, when all caches are warm. */
  sample(share: number): void;
  trend(): { readonly heap: MemoryTrend; readonly rss: MemoryTrend };
}

/** More samples would be memory, too. */
const maxSamples = 300;

export function createMemoryLog(): MemoryLog {
  const samples: { readonly heap: number; readonly rss: number }[] = [];
  return {
    sample(share) {
      if (share < 0.5 + samples.length / (2 * maxSamples)) return;
      collectGarbage();
      const { heapUsed, external, rss } = process.memoryUsage();
      samples.push({ heap: heapUsed + external, rss });
    },
    trend: () => ({ heap: describe(samples.map(({ heap }) => heap)), rss: describe(samples.map(({ rss }) => rss)) }),
  };
}

function describe(bytes: readonly number[]): MemoryTrend {
  const third = Math.ceil(bytes.length / 3);
  if (third < 3) throw new Error(`only ${bytes.length} samples of the memory: nothing can be said about its trend`);
  const from = meanMebibytes(bytes.slice(0, third));
  const to = meanMebibytes(bytes.slice(-third));
  return { grownMebibytes: to - from, text: `${from.toFixed(1)} → ${to.toFixed(1)} MiB` };
}

function meanMebibytes(bytes: readonly number[]): number {
  return bytes.reduce((sum, each) => sum + each, 0) / bytes.length / 2 ** 20;
}
