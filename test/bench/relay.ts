import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { type BenchProcess, type BenchProcessOptions, startBenchProcess } from './bench-process.ts';
import type { RelayAnswers } from './relay-process.ts';

/** A relay in a process of its own. */
export interface Relay extends BenchProcess<RelayAnswers> {
  readonly port: number;
}

interface RelayOptions extends BenchProcessOptions {
  readonly faults?: readonly FaultEntry[];
  /** Note how long each numbered message is in the relay. */
  readonly watchesPassage?: boolean;
}

/** Starts a bare pipe, or wschaos, in front of a port. */
export async function startRelay(
  kind: 'pipe' | 'proxy',
  targetPort: number,
  { faults = [], watchesPassage = false, ...options }: RelayOptions = {},
): Promise<Relay> {
  const setup = { kind, targetPort, faults, watchesPassage } satisfies Parameters<typeof JSON.stringify>[0];
  const relay = await startBenchProcess<RelayAnswers>('relay-process', [JSON.stringify(setup)], options);
  return Object.assign(relay, { port: relay.ready.port });
}
