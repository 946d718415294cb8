import type { Clock } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { OwnProgram } from '../own-program.ts';
import { describeProcessEnd } from '../subject/describe-process-end.ts';
import { startGroupedProcess } from '../subject/grouped-process.ts';
import { createLineSplitter } from '../subject/line-splitter.ts';
import { createOutputLog } from '../subject/output-log.ts';
import type { ProcessGuard } from '../subject/process-guard.ts';
import { maxChannelLineBytes } from './host-line.ts';

export interface HostProcessOptions<Report> {
  /** What it is for us, as error codes and messages name it: `client`, `server`. */
  readonly role: string;
  readonly program: OwnProgram;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly onReport: (report: Report) => void;
  /** It ended before anybody asked it to; `how` follows its name: `was killed by SIGKILL`. */
  readonly onEnd: (how: string) => void;
}

/** A process of ours that does a part of the work: it takes orders and reports, both as JSON lines on one pipe. */
export interface HostProcess<Order> {
  send(order: Order): void;
  /** Resolves when it is gone. Again: the same promise. */
  end(): Promise<void>;
}

const maxLogLines = 20;
const maxLogBytes = 2_000;

/** @throws WschaosError `ROLE.not-started` when the system refuses */
export async function startHostProcess<Order, Report>(
  options: HostProcessOptions<Report>,
): Promise<HostProcess<Order>> {
  const { role, program, clock, guard, onReport, onEnd } = options;
  const log = createOutputLog(maxLogLines, maxLogBytes);
  const output = {
    stdout: createLineSplitter(maxLogBytes, log.note),
    stderr: createLineSplitter(maxLogBytes, log.note),
  };
  let isEnding = false;
  const child = await startGroupedProcess({
    role,
    ...program,
    env: process.env,
    clock,
    guard,
    extraPipes: 1,
    onOutput(stream, chunk) {
      output[stream].write(chunk);
      log.settle();
    },
    onEnd(end) {
      output.stdout.end();
      output.stderr.end();
      if (!isEnding) onEnd(describeProcessEnd(end, log.lines));
    },
  });
  const [pipe] = child.pipes;
  if (pipe === undefined) throw new WschaosError(`${role}.not-started`, `the ${role} process got no pipe`);
  const reports = createLineSplitter(maxChannelLineBytes, (bytes, start, end) =>
    onReport(JSON.parse(bytes.toString('utf8', start, end))),
  );
  pipe.on('data', reports.write);

  return {
    send(order) {
      if (pipe.writable) pipe.write(`${JSON.stringify(order)}\n`);
    },
    end() {
      isEnding = true;
      return child.end();
    },
  };
}
