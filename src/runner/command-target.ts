import { checkUnoccupied } from './probe-target.ts';
import type { ForeignTargetOptions, RunningTarget, TargetProgram } from './running-target.ts';
import { type CommandTargetSpec, startTargetProcess, type TargetProcess } from './target-process.ts';

/** From one start of the program to the next. */
interface Life {
  process: TargetProcess | undefined;
  isUp: boolean;
  isStopped: boolean;
  endedByFault: boolean;
}

/**
 * Starts a server that is a command, and lets faults kill, stop and start it again.
 * @throws {WschaosError} `target.occupied`, `target.unreachable`, `target.not-found`, `target.not-started`, `target.exited`; what
 *   the signal was aborted with
 */
export async function startCommandTarget(
  spec: CommandTargetSpec,
  options: ForeignTargetOptions,
): Promise<RunningTarget> {
  const ended = new AbortController();
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  let life: Life;
  /** Starts that were asked for, one after the other. */
  let starts: Promise<void> = Promise.resolve();

  const launch = async (): Promise<void> => {
    const begun: Life = { process: undefined, isUp: false, isStopped: false, endedByFault: false };
    life = begun;
    const process = await startTargetProcess(spec, { ...options, signal }, (why) => {
      if (begun.isUp && !begun.endedByFault) ended.abort(why);
    });
    begun.process = process;
    if (begun.endedByFault) process.signal('SIGKILL');
    try {
      await process.untilUp();
      begun.isUp = true;
    } catch (error) {
      await process.end();
      throw error;
    }
  };

  // Only before the first start: from then on the place is ours, and what our own left behind may hold it a moment longer.
  await checkUnoccupied(spec.url, options);
  await launch();

  const isDown = (): boolean => !life.isUp || life.endedByFault;

  const start = async (): Promise<void> => {
    if (!isDown() || signal.aborted || ended.signal.aborted) return;
    // Its port is free only when the whole group is gone.
    await life.process?.end();
    try {
      await launch();
    } catch (error) {
      if (!signal.aborted && !life.endedByFault) ended.abort((error as Error).message);
    }
  };

  const enqueueStart = (): Promise<void> => {
    starts = starts.then(start);
    return starts;
  };

  const program: TargetProgram = {
    get isDown() {
      return isDown();
    },
    perform(what, done) {
      switch (what) {
        case 'kill':
        case 'terminate':
          life.endedByFault = true;
          life.process?.signal(what === 'kill' ? 'SIGKILL' : 'SIGTERM');
          break;
        case 'pause':
        case 'resume':
          life.isStopped = what === 'pause';
          life.process?.signal(life.isStopped ? 'SIGSTOP' : 'SIGCONT');
          break;
        case 'start':
          void enqueueStart().then(() => {
            if (!isDown()) done();
          });
          return;
        default:
          what satisfies never;
      }
      done();
    },
    restore() {
      if (life.isStopped) program.perform('resume', () => {});
      return enqueueStart();
    },
  };

  return {
    url: spec.url,
    headers: {},
    // It is a program of the user's own, so its certificate need not be anybody's.
    rejectUnauthorized: false,
    ended: ended.signal,
    program,
    async close() {
      closing.abort(new Error('the target is closed'));
      await starts;
      await life.process?.end();
    },
  };
}
