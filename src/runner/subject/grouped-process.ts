import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { Duplex, type Readable, type Writable } from 'node:stream';
import type { Clock, Instant } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import { isGroupAlive, signalGroup } from './process-group.ts';
import type { ProcessGuard } from './process-guard.ts';

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly t: Instant;
}

/** A program that leads a process group of its own. */
export interface GroupedProcess {
  readonly pid: number;
  /** The extra pipes, from fd 3 on. */
  readonly pipes: readonly Duplex[];
  /** To every process of the group; without effect once it is gone. */
  signal(signal: NodeJS.Signals): void;
  /**
   * SIGTERM to the group, also to one that was stopped, after the grace period SIGKILL; resolves when the whole group is gone.
   * Again: the same promise.
   */
  end(): Promise<void>;
}

/** What to start, and who hears of it. */
export interface GroupedProcessOptions {
  /** What the program is for us, as error codes and messages name it: `client`, `target`. */
  readonly role: string;
  /** The program, looked up in `PATH` when it has no slash, and its arguments. No shell is involved. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  /** From SIGTERM to SIGKILL. Default 2000. */
  readonly graceMs?: number;
  /** How many pipes the program finds beside its three, from fd 3 on. Default 0. */
  readonly extraPipes?: number;
  onOutput(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** The program itself ended, asked or not, and what it had written was handed over. */
  onEnd(end: ProcessEnd): void;
}

/** How often to look whether the rest of a group is gone, once its leader is. */
const pollMs = 10;
/** How long to wait for the output of a program that has ended: a process that it left behind may hold the pipes open. */
const drainMs = 200;
/** A chunk of this size means that more is waiting: other work gets its turn before the next. */
const floodBytes = 32 * 1024;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a program with stdin as a pipe that stays open while we live (its end means: the parent is gone).
 *
 * @throws WschaosError `ROLE.not-found` when there is no such program or folder, `ROLE.not-started` when the system refuses.
 */
export async function startGroupedProcess(options: GroupedProcessOptions): Promise<GroupedProcess> {
  const { clock, guard, graceMs = 2_000 } = options;
  const child = await spawnChild(options);
  // 'spawn' has happened, so there is an id.
  const pid = child.pid ?? 0;
  const pipes = child.stdio.slice(3).filter((pipe) => pipe instanceof Duplex);
  // One that broke says so by its end.
  for (const pipe of pipes) pipe.on('error', () => {});
  const release = guard.watch(pid);
  let hasExited = false;
  let isGone = false;

  // Once the group is seen to be gone it is never signalled again: the system may give its id to somebody else.
  const checkGone = (): boolean => {
    if (hasExited && !isGone && !isGroupAlive(pid)) {
      isGone = true;
      release();
    }
    return isGone;
  };

  child.once('exit', () => {
    hasExited = true;
    checkGone();
  });
  readOutput(child, options);
  const drained = reportEnd(child, options);

  /** Resolves with whether the group was gone in time. */
  const waitUntilGone = (maxMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const deadline = clock.now() + maxMs;
      const look = (): void => {
        if (checkGone()) resolve(true);
        else if (clock.now() >= deadline) resolve(false);
        else clock.schedule(clock.now() + pollMs, look);
      };
      look();
    });

  const endGroup = async (): Promise<void> => {
    child.stdin.end();
    if (!checkGone()) {
      signalGroup(pid, 'SIGTERM');
      // One that was stopped would not see the other signal.
      signalGroup(pid, 'SIGCONT');
    }
    if (!(await waitUntilGone(graceMs))) {
      signalGroup(pid, 'SIGKILL');
      // Nothing can refuse SIGKILL, but a process may be stuck in the kernel: that must not hold up a run for ever.
      await waitUntilGone(graceMs);
    }
    if (isGone) await drained;
    for (const stream of [child.stdin, child.stdout, child.stderr, ...pipes]) stream.destroy();
  };

  let ending: Promise<void> | undefined;
  return {
    pid,
    pipes,
    signal(signal) {
      if (!checkGone()) signalGroup(pid, signal);
    },
    end() {
      ending ??= endGroup();
      return ending;
    },
  };
}

/** Calls `onEnd` once the program has ended and its output was read, which is when this resolves. */
function reportEnd(child: Child, { clock, onEnd }: GroupedProcessOptions): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const t = clock.now();
      const finish = (): void => {
        cancel();
        child.off('close', finish);
        onEnd({ code, signal, t });
        resolve();
      };
      const cancel = clock.schedule(t + drainMs, finish);
      child.once('close', finish);
    });
  });
}

async function spawnChild({ role, command, cwd, env, extraPipes = 0 }: GroupedProcessOptions): Promise<Child> {
  const [program = '', ...args] = command;
  // With a missing folder the system says that the program is missing.
  if (!(await isFolder(cwd))) {
    throw new WschaosError(`${role}.not-found`, `the folder of the ${role} command does not exist: ${cwd}`);
  }
  try {
    const stdio: ['pipe', 'pipe', 'pipe', ...'pipe'[]] = ['pipe', 'pipe', 'pipe'];
    for (let i = 0; i < extraPipes; i += 1) stdio.push('pipe');
    const child = spawn(program, args, { cwd, env, detached: true, stdio });
    child.stdin.on('error', () => {});
    await once(child, 'spawn');
    child.on('error', () => {});
    return child;
  } catch (cause) {
    throw spawnError(role, program, cwd, cause);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function spawnError(role: string, program: string, cwd: string, cause: unknown): WschaosError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  if (reason === 'ENOENT') {
    return new WschaosError(`${role}.not-found`, `the ${role} command was not found: ${program}`, {
      hint: program.includes('/')
        ? `A relative path is taken from ${cwd}; a script also needs the interpreter that its first line names.`
        : 'It is not in PATH; give its path, or install it.',
      cause,
    });
  }
  return new WschaosError(`${role}.not-started`, `the ${role} command could not be started: ${program} (${reason})`, {
    hint: reason === 'EACCES' ? 'The file must be executable: chmod +x, or name its interpreter first.' : undefined,
    cause,
  });
}

function readOutput(child: Child, { onOutput }: GroupedProcessOptions): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = child[name];
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => {
      onOutput(name, chunk);
      if (chunk.length < floodBytes) return;
      stream.pause();
      setImmediate(() => stream.resume());
    });
  }
}
