import { callAfter } from './call-after.ts';
import { dialStdio, type ProgramStdio } from './dial-stdio.ts';
import { type GuardLost, type GuardProcess, type GuardProcessOptions, startGuardProcess } from './guard-process.ts';
import { type ProcessGroupId, signalGroup } from './process-group.ts';
import type { GuardedExit, ProgramReply, StartRequest } from './process-guard-contract.ts';

export type GuardedProgramEnd = Pick<GuardedExit, 'code' | 'signal' | 't'>;

/** A program that the guard has started, as the leader of a process group. */
export interface GuardedProgram {
  readonly kind: 'started';
  readonly pid: ProcessGroupId;
  /** Nothing is read before somebody listens for data. */
  readonly stdio: ProgramStdio;
  /** When the guard is lost, which we did not close, the group is killed. */
  readonly exited: Promise<GuardedProgramEnd | GuardLost>;
  /** To be called once the group is gone: its id may be given to somebody else. */
  release(): void;
}

/** Why a program was not started. */
export type StartFailure =
  /** The system's code, such as `ENOENT`. */
  | { readonly kind: 'refused'; readonly code: string }
  /** There is no guard to start it. */
  | { readonly kind: 'unguarded'; readonly why: string };

export type ProgramRequest = Omit<StartRequest, 'kind' | 'id'>;

/**
 * A small process that starts programs and sees to it that none of their groups, and no folder for a while, outlives this
 * process, even when this process is killed.
 *
 * A start from here would hold up whatever is measured: a fork copies the page tables, which takes 5 ms with what a run has in
 * memory. And a program that its guard has started cannot be left behind on the way to the guard.
 */
export interface ProcessGuard {
  /** Starts the guard's process, which the first use does otherwise: for whoever is to measure from then on. */
  prepare(): Promise<void>;
  /** The group of what is started dies with us. */
  start(request: ProgramRequest): Promise<GuardedProgram | StartFailure>;
  /** From now on the folder is removed when we are gone, behind the groups. Call what it returns once it is removed. */
  watchFolder(path: string): () => void;
  /** Ends the guard; the groups that are still watched are killed, the folders removed. Resolves when it has ended. */
  close(): Promise<void>;
}

async function startProgram(
  guard: GuardProcess,
  id: number,
  request: ProgramRequest,
  answerLimitMs: number,
): Promise<GuardedProgram | StartFailure> {
  const ready = await guard.whenReady();
  if (ready.kind === 'lost') return { kind: 'unguarded', why: ready.why };
  let stdio: ProgramStdio;
  try {
    stdio = await dialStdio(ready.path, id, request.extraPipes);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { kind: 'unguarded', why: `the process that starts programs cannot be reached: ${cause}` };
  }
  let tellExit = (_end: GuardedProgramEnd | GuardLost): void => {};
  const exited = new Promise<GuardedProgramEnd | GuardLost>((resolve) => {
    tellExit = resolve;
  });
  let pid: ProcessGroupId | undefined;
  const outcome = await new Promise<ProcessGroupId | StartFailure>((resolve) => {
    const hear = (reply: ProgramReply | GuardLost): void => {
      if (reply.kind === 'started') {
        pid = reply.pid;
        resolve(pid);
      } else if (reply.kind === 'refused') {
        resolve(reply);
      } else if (reply.kind === 'exited') {
        tellExit(reply);
      } else {
        // Nobody would end it if we were killed now.
        if (pid !== undefined) signalGroup(pid, 'SIGKILL');
        tellExit(reply);
        resolve({ kind: 'unguarded', why: reply.why });
      }
    };
    guard.start({ ...request, kind: 'start', id }, hear);
  }).finally(
    callAfter(answerLimitMs, () =>
      guard.giveUp(`the process that starts programs did not answer within ${answerLimitMs / 1_000} s`),
    ),
  );
  if (typeof outcome === 'number') {
    const release = (): void => {
      pid = undefined;
      guard.tell({ kind: 'forget-program', id });
    };
    return { kind: 'started', pid: outcome, stdio, exited, release };
  }
  for (const socket of [stdio.stdin, stdio.stdout, stdio.stderr, ...stdio.pipes]) socket.destroy();
  return outcome;
}

export interface ProcessGuardOptions extends GuardProcessOptions {
  /** How long it may take to start a program; then it is given up. Default 10,000. */
  readonly answerLimitMs?: number;
}

/** A guard whose process starts when it is needed first. One is enough for a run. */
export function createProcessGuard(options: ProcessGuardOptions = {}): ProcessGuard {
  const { answerLimitMs = 10_000 } = options;
  let guard: GuardProcess | undefined;
  let starts = 0;
  let lastStart: Promise<unknown> = Promise.resolve();
  const getProcess = (): GuardProcess => {
    guard ??= startGuardProcess(options);
    return guard;
  };

  return {
    async prepare() {
      await getProcess().whenReady();
    },
    start(request) {
      starts += 1;
      const [id, process] = [starts, getProcess()];
      // One after the other: a fleet that starts at once would dial more often than a socket lets wait.
      const starting = lastStart.then(() => startProgram(process, id, request, answerLimitMs));
      lastStart = starting;
      return starting;
    },
    watchFolder(path) {
      const { tell } = getProcess();
      tell({ kind: 'watch-folder', path });
      return () => tell({ kind: 'forget-folder', path });
    },
    async close() {
      const ending = guard;
      guard = undefined;
      await ending?.end();
    },
  };
}
