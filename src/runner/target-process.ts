import { env } from 'node:process';
import { formatDuration } from '../base/duration.ts';
import { WschaosError } from '../base/error.ts';
import type { TargetSpec } from '../scenario/scenario-case.ts';
import { probeTarget } from './probe-target.ts';
import type { ForeignTargetOptions } from './running-target.ts';
import { describeProcessEnd } from './subject/describe-process-end.ts';
import { type GroupedProcess, startGroupedProcess } from './subject/grouped-process.ts';

export type CommandTargetSpec = Extract<TargetSpec, { kind: 'command' }>;

/** One run of a server's program. */
export interface TargetProcess extends GroupedProcess {
  /**
   * Resolves when the server is up.
   * @throws {WschaosError} `target.unreachable`, `target.exited`; what the signal was aborted with
   */
  untilUp(): Promise<void>;
}

const defaultStartLimitMs = 30_000;
const probeEveryMs = 50;
/** How much of a command's output is looked through for its sign of being up. */
const maxOutputLength = 16_384;

/**
 * Starts a server's program; `onEnd` gets the sentence that tells its end, whoever ended it.
 * @throws {WschaosError} `target.not-found`, `target.not-started`
 */
export async function startTargetProcess(
  spec: CommandTargetSpec,
  options: ForeignTargetOptions,
  onEnd: (why: string) => void,
): Promise<TargetProcess> {
  const { clock, guard, signal, startLimitMs = defaultStartLimitMs } = options;
  signal.throwIfAborted();
  const deadline = clock.now() + startLimitMs;
  let end: string | undefined;
  let output = '';
  let wake = (): void => {};
  const process = await startGroupedProcess({
    role: 'target',
    command: spec.command,
    cwd: spec.cwd,
    env,
    clock,
    guard,
    onOutput: (_stream, chunk) => {
      output = (output + chunk.toString()).slice(-maxOutputLength);
      wake();
    },
    onEnd: (how) => {
      end = `target command ${spec.command.join(' ')} ${describeProcessEnd(how, output.split('\n'))}`;
      wake();
      onEnd(end);
    },
  });

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      wake = () => {
        cancel();
        resolve();
      };
      const cancel = clock.schedule(clock.now() + probeEveryMs, resolve);
    });

  const isUp = async (): Promise<boolean> => {
    if (spec.ready !== undefined) return output.includes(spec.ready);
    return probeTarget(spec.url, false, options).then(
      () => true,
      () => false,
    );
  };

  return {
    ...process,
    async untilUp() {
      const onAbort = (): void => wake();
      signal.addEventListener('abort', onAbort);
      try {
        while (!(await isUp())) {
          signal.throwIfAborted();
          if (end !== undefined) throw new WschaosError('target.exited', `${end}, before it was up`);
          if (clock.now() > deadline) throw neverUp(spec, startLimitMs);
          await pause();
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
        wake = () => {};
      }
    },
  };
}

function neverUp({ command, url, ready }: CommandTargetSpec, limitMs: number): WschaosError {
  const awaited = ready === undefined ? `accept connections at ${url}` : `print "${ready}"`;
  return new WschaosError(
    'target.unreachable',
    `target command ${command.join(' ')} did not ${awaited} within ${formatDuration(limitMs)}`,
  );
}
