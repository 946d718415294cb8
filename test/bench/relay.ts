import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import type { RelayReply } from './relay-child.ts';

/** A relay that runs in a process of its own. */
export interface Relay {
  readonly port: number;
  /** Processor time so far and memory now, after a garbage collection. */
  usage(): Promise<{ readonly cpuMicros: number; readonly residentBytes: number }>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a bare pipe, or wschaos, in front of a port. */
export async function startRelay(
  kind: 'pipe' | 'proxy',
  targetPort: number,
  faults: readonly FaultEntry[] = [],
): Promise<Relay> {
  const program = fileURLToPath(new URL('./relay-child.ts', import.meta.url));
  const child = fork(program, [kind, String(targetPort), JSON.stringify(faults)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  const listening = await nextReply(child, 'listening');
  return {
    port: listening.port,
    async usage() {
      child.send({ kind: 'usage' });
      return nextReply(child, 'usage');
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function nextReply<Kind extends RelayReply['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<RelayReply, { kind: Kind }>> {
  const [message] = (await once(child, 'message')) as [RelayReply];
  if (message.kind !== kind) throw new Error(`expected "${kind}" from the relay, got "${message.kind}"`);
  return message as Extract<RelayReply, { kind: Kind }>;
}
