import fc from 'fast-check';
import { parseDuration } from '../../src/base/duration.ts';

/** `WSCHAOS_FUZZ=10m` fuzzes for so long, each property for its share, and from a new seed. */
const longMs = parseDuration(process.env.WSCHAOS_FUZZ ?? '');
/** Time is there for what takes its time. */
export const isLong = longMs !== undefined;

const seed = Number(process.env.WSCHAOS_FUZZ_SEED ?? (longMs === undefined ? 20_260 : Date.now() % 2 ** 31));

/** How many cases of which kind ran. */
const counts = new Map<string, number>();

/** One more case of a kind, for the line at the end. */
export function countCase(kind: string, more = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + more);
}

const types = new Set<string>();

/** A fault of this type was active in a case. */
export function countType(type: string): void {
  types.add(type);
}

/** `fuzz: 1,200 byte streams, 800 handshakes, 36 fault types on the wire; seed 20260`. */
export function describeCases(): string {
  const parts = [...counts].map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`);
  return `fuzz: ${parts.join(', ')}, ${types.size} fault types on the wire; seed ${seed}`;
}

export interface FuzzOptions {
  /** What a case is called in the line at the end. */
  readonly kind: string;
  /** Cases in the normal suite. */
  readonly runs: number;
  /** The share of the time of a long run, 0 … 1. */
  readonly share: number;
}

/** How long a test of the fuzzer may take. */
export function timeoutOf(share: number): number {
  return longMs === undefined ? 120_000 : longMs * share * 2 + 300_000;
}

/**
 * Runs random cases, and makes the one that fails small. Fails with the seed and the path to run it again, and with what
 * was drawn.
 */
export async function fuzz<Drawn>(
  { kind, runs, share }: FuzzOptions,
  drawn: fc.Arbitrary<Drawn>,
  run: (drawn: Drawn) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(drawn, async (value) => {
    countCase(kind);
    await run(value);
  });
  await fc.assert(property, {
    seed,
    numRuns: isLong ? Number.MAX_SAFE_INTEGER : runs,
    // Also ends the making small of what failed, so that it is told.
    interruptAfterTimeLimit: longMs === undefined ? 60_000 : longMs * share,
    markInterruptAsFailure: false,
  });
}
