import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const program = fileURLToPath(new URL('../../bin/wschaos.js', import.meta.url));
const fromSource = ['--conditions=wschaos-source', '--import', import.meta.resolve('tsx')];

interface SpawnOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How many files it may have open; default: as many as this process. */
  readonly maxOpenFiles?: number;
}

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** When either output has this text; rejects with both if the process ends without it. */
  prints(text: string): Promise<void>;
  /** The same, unless the process ends before it: rejects with what it wrote. */
  endsNotBefore<T>(awaited: Promise<T>): Promise<T>;
}

/** Starts the program as a user does: a process of its own, from the source. */
export function spawnWschaos(argv: readonly string[], options: SpawnOptions): RunningProcess {
  return spawnNode([program, ...argv], options);
}

/** What starts node so that it can run the source. */
export function nodeCommand(argv: readonly string[]): { readonly command: string; readonly argv: readonly string[] } {
  return { command: process.execPath, argv: [...fromSource, ...argv] };
}

/** Starts node so that it can run the source. */
export function spawnNode(argv: readonly string[], { cwd, env = {}, maxOpenFiles }: SpawnOptions): RunningProcess {
  const node = nodeCommand(argv);
  const limited = ['-c', `ulimit -n ${maxOpenFiles} && exec "$0" "$@"`, node.command, ...node.argv];
  const [command, given] = maxOpenFiles === undefined ? [node.command, node.argv] : ['/bin/sh', limited];
  const child = spawn(command, given, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  const waiting: (() => void)[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const check of [...waiting]) check();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  const endsNotBefore = <T>(awaited: Promise<T>): Promise<T> =>
    Promise.race([
      awaited,
      ended.then(({ code, signal, stdout, stderr }): never => {
        throw new Error(`the process ended too early (${signal ?? code}): ${stderr}${stdout}`);
      }),
    ]);
  return {
    child,
    ended,
    endsNotBefore,
    prints: (text) =>
      endsNotBefore(
        new Promise((resolve) => {
          const check = (): void => {
            if (output.stdout.includes(text) || output.stderr.includes(text)) resolve();
          };
          waiting.push(check);
          check();
        }),
      ),
  };
}
