import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Clock, Instant } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { ProgramStdio } from './dial-stdio.ts';
import { isGroupAlive, signalGroup } from './process-group.ts';
import type { GuardedProgram, ProcessGuard } from './process-guard.ts';

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly t: Instant;
  /** It was no doing of its own: why we ended it. */
  readonly disturbed?: string;
}

/** A program that leads a process group of its own. */
export interface GroupedProcess {
  readonly pid: number;
  /** The extra pipes, from fd 3 on; nothing is read before somebody listens for data. */
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
const nanosecondsPerMillisecond = 1e6;

/**
 * Starts a program with stdin as a pipe that stays open while we live (its end means: the parent is gone).
 *
 * @throws WschaosError `ROLE.not-found` when there is no such program or folder, `ROLE.not-started` when the system refuses.
 */
export async function startGroupedProcess(options: GroupedProcessOptions): Promise<GroupedProcess> {
  const { clock, graceMs = 2_000 } = options;
  const startedAt = clock.now();
  const program = await startProgram(options);
  const { pid, stdio } = program;
  let hasExited = false;
  let isGone = false;

  // Once the group is seen to be gone it is never signalled again: the system may give its id to somebody else.
  const checkGone = (): boolean => {
    if (hasExited && !isGone && !isGroupAlive(pid)) {
      isGone = true;
      program.release();
    }
    return isGone;
  };

  const outputEnd = Promise.all([readOutput('stdout', stdio, options), readOutput('stderr', stdio, options)]);
  const drained = program.exited.then(async (exit) => {
    hasExited = true;
    checkGone();
    const end = describeEnd(exit, startedAt, clock.now());
    await resolveWithin(drainMs, outputEnd, clock);
    options.onEnd(end);
  });

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
    stdio.stdin.end();
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
    for (const stream of [stdio.stdin, stdio.stdout, stdio.stderr, ...stdio.pipes]) stream.destroy();
  };

  let ending: Promise<void> | undefined;
  return {
    pid,
    pipes: stdio.pipes,
    signal(signal) {
      if (!checkGone()) signalGroup(pid, signal);
    },
    end() {
      ending ??= endGroup();
      return ending;
    },
  };
}

/** The guard saw it first. A stamp from outside of its life would come from a clock that is not ours. */
function describeEnd(exit: Awaited<GuardedProgram['exited']>, startedAt: Instant, now: Instant): ProcessEnd {
  if ('why' in exit) return { code: null, signal: 'SIGKILL', t: now, disturbed: exit.why };
  const stamp = Number(exit.t) / nanosecondsPerMillisecond;
  return { code: exit.code, signal: exit.signal, t: stamp >= startedAt && stamp <= now ? stamp : now };
}

function resolveWithin(maxMs: number, promise: Promise<unknown>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(clock.now() + maxMs, resolve);
    void promise.then(() => {
      cancel();
      resolve();
    });
  });
}

async function startProgram(options: GroupedProcessOptions): Promise<GuardedProgram> {
  const { role, command, env, guard, extraPipes = 0 } = options;
  const [program = ''] = command;
  const cwd = resolve(options.cwd);
  // With a missing folder the system says that the program is missing.
  if (!(await isFolder(cwd))) {
    throw new WschaosError(`${role}.not-found`, `the folder of the ${role} command does not exist: ${options.cwd}`);
  }
  const outcome = await guard.start({ command, cwd, env, extraPipes });
  switch (outcome.kind) {
    case 'started':
      return outcome;
    case 'refused':
      throw refusal(role, program, options.cwd, outcome.code);
    case 'unguarded':
      throw new WschaosError(
        `${role}.not-started`,
        `the ${role} command could not be started: ${program} (${outcome.why})`,
      );
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function refusal(role: string, program: string, cwd: string, code: string): WschaosError {
  if (code === 'ENOENT') {
    return new WschaosError(`${role}.not-found`, `the ${role} command was not found: ${program}`, {
      hint: program.includes('/')
        ? `A relative path is taken from ${cwd}; a script also needs the interpreter that its first line names.`
        : 'It is not in PATH; give its path, or install it.',
    });
  }
  return new WschaosError(`${role}.not-started`, `the ${role} command could not be started: ${program} (${code})`, {
    hint: code === 'EACCES' ? 'The file must be executable: chmod +x, or name its interpreter first.' : undefined,
  });
}

/** Resolves when it is over, whoever holds it open. */
function readOutput(
  name: 'stdout' | 'stderr',
  { [name]: stream }: ProgramStdio,
  { onOutput }: GroupedProcessOptions,
): Promise<void> {
  stream.on('data', (chunk: Buffer) => {
    onOutput(name, chunk);
    if (chunk.length < floodBytes) return;
    stream.pause();
    setImmediate(() => stream.resume());
  });
  return new Promise((resolve) => void stream.once('close', () => resolve()));
}
