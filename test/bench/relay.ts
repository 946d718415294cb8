import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import type { RelayMessage } from './relay-process.ts';

export type RelayUsage = Extract<RelayMessage, { kind: 'usage' }>;

/** A relay in a process of its own. */
export interface Relay {
  readonly port: number;
  /** After a garbage collection. */
  usage(): Promise<RelayUsage>;
  [Symbol.asyncDispose](): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'node_modules/.cache/wschaos-bench');
let program: string | undefined;

/**
 * Compiles the relay as it is shipped; gives the program's path. Run from source, the loader gives each function its name in
 * a way that costs several hundred bytes a function, and the figure would be the loader's.
 */
function compileRelay(): string {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const source = join(root, 'test/bench/relay-process.ts');
  const options = ['--noCheck', '--noEmit', 'false', '--rootDir', root, '--outDir', out, '--target', 'es2023'];
  const like = ['--module', 'nodenext', '--allowImportingTsExtensions', '--rewriteRelativeImportExtensions'];
  execFileSync(process.execPath, [tsc, '--ignoreConfig', ...options, ...like, source]);
  return join(out, 'test/bench/relay-process.js');
}

/** Starts a bare pipe, or wschaos, in front of a port. */
export async function startRelay(
  kind: 'pipe' | 'proxy',
  targetPort: number,
  faults: readonly FaultEntry[] = [],
): Promise<Relay> {
  program ??= compileRelay();
  const child = fork(program, [kind, String(targetPort), JSON.stringify(faults)], { execArgv: ['--expose-gc'] });
  const { port } = await nextMessage(child, 'listening');
  return {
    port,
    usage() {
      child.send('usage');
      return nextMessage(child, 'usage');
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function nextMessage<Kind extends RelayMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<RelayMessage, { kind: Kind }>> {
  const [message] = (await once(child, 'message')) as [RelayMessage];
  if (message.kind !== kind) throw new Error(`the relay said ${message.kind}, expected ${kind}`);
  return message as Extract<RelayMessage, { kind: Kind }>;
}
