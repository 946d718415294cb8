import type { CaseResult, IterationResult } from '../../result/run-result.ts';
import { nameTraceFolder } from '../../result/trace/name-trace-folder.ts';
import type { IterationTrace } from './trace-iteration.ts';

/** Which iterations are traced, and who gets the traces. */
export interface Tracing {
  /** `failures`: of cases that could not be measured, or that do not meet an expectation. */
  readonly mode: 'on' | 'failures';
  /** So many bytes of every payload are shown; 0: nothing. Messages are then read, and none is compressed. */
  readonly payloadBytes: number;
  /** Told once a case, while others may still be measured: `folder` is the case's own, and there may be none. */
  readonly onTraces: (folder: string, traces: readonly KeptTrace[]) => void;
}

/** A trace that somebody wants to have; to be formatted when nothing is measured. */
export interface KeptTrace {
  /** Of its file in the case's folder. */
  readonly name: string;
  format(): string;
}

/** Keeps the traces of all cases of a run. */
export interface TraceKeeper {
  forCase(id: string): CaseTraces;
}

/** Keeps those of one case until it is judged. */
export interface CaseTraces {
  add(result: IterationResult, trace: IterationTrace): void;
  /** Hands on those that are wanted; the result tells where they will be. */
  settle(result: CaseResult): CaseResult;
}

export interface TraceKeeperOptions extends Tracing {
  /** Secrets of handshakes are left out; those of what clients said are not told here. */
  readonly redacts: boolean;
}

/** Of a run; more are left out. */
const maxBytes = 256 * 2 ** 20;

export function createTraceKeeper(tracing: TraceKeeperOptions, roomBytes = maxBytes): TraceKeeper {
  let usedBytes = 0;

  const forCase = (id: string): CaseTraces => {
    const folder = `traces/${nameTraceFolder(id)}`;
    /** By the name of its file; without a trace where there was no room. */
    const kept = new Map<string, IterationTrace | undefined>();
    const valid = createNames();
    return {
      add(result, trace) {
        const hasRoom = usedBytes + trace.bytes <= roomBytes;
        kept.set(valid.next(result), hasRoom ? trace : undefined);
        if (hasRoom) usedBytes += trace.bytes;
      },
      settle(result) {
        if (!isWanted(result, tracing)) {
          for (const trace of kept.values()) usedBytes -= trace?.bytes ?? 0;
          tracing.onTraces(folder, []);
          return result;
        }
        const traces: KeptTrace[] = [];
        const names = createNames();
        const withTrace = (iteration: IterationResult): IterationResult => {
          const name = names.next(iteration);
          const trace = kept.get(name);
          if (trace === undefined) return iteration;
          traces.push({ name, format: () => trace.format(id, iteration, tracing) });
          return { ...iteration, trace: `${folder}/${name}` };
        };
        const iterations = result.iterations.map(withTrace);
        const invalid = result.invalid.map(withTrace);
        tracing.onTraces(folder, traces);
        const missing = [...kept.values()].filter((trace) => trace === undefined).length;
        return { ...result, iterations, invalid, notes: [...result.notes, ...explainMissing(missing, roomBytes)] };
      },
    };
  };
  return { forCase };
}

/** Of what was invalid there may be several with one index: each was replaced by the next. */
function createNames(): { next(result: IterationResult): string } {
  const invalid = new Map<number, number>();
  return {
    next({ index, verdict }) {
      if (verdict !== 'invalid') return `${index}.jsonl`;
      const nth = (invalid.get(index) ?? 0) + 1;
      invalid.set(index, nth);
      return `${index}-invalid-${nth}.jsonl`;
    },
  };
}

/** A shard fails no expectation, and does not meet it all the same. */
function isWanted({ status, expectations }: CaseResult, { mode }: Tracing): boolean {
  return mode === 'on' || status !== 'pass' || expectations.some(({ pass, level }) => !pass && level !== 'off');
}

function explainMissing(missing: number, roomBytes: number): readonly string[] {
  if (missing === 0) return [];
  const what = missing === 1 ? 'the trace of 1 iteration is' : `the traces of ${missing} iterations are`;
  return [`${what} left out: all together they take more than ${Math.round(roomBytes / 2 ** 20)} MiB`];
}
