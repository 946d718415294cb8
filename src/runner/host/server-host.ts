import { WschaosError } from '../../base/error.ts';
import type { BuiltinTargetSpec } from '../../scenario/scenario-case.ts';
import { ownProgram } from '../own-program.ts';
import type { RunningTarget } from '../running-target.ts';
import type { HostOptions } from './host-options.ts';
import { startHostProcess } from './host-process.ts';
import { createHostStart } from './host-start.ts';
import { createLatenessInquiry } from './lateness-inquiry.ts';
import type { ServerHostOrder, ServerHostReport } from './server-host-contract.ts';

export interface ServerHostOptions extends HostOptions {
  readonly spec: BuiltinTargetSpec;
  readonly signal: AbortSignal;
}

/**
 * Starts a built-in server in a process of its own, where a large fleet does not hold up what measures it.
 * @throws WschaosError `target.not-started`
 */
export async function startServerHost(options: ServerHostOptions): Promise<RunningTarget> {
  const { spec, clock, guard, onSent, onDelivered } = options;
  const inquiry = createLatenessInquiry(clock);
  const start = createHostStart<string>(clock, notStarted);
  const ended = new AbortController();

  const host = await startHostProcess<ServerHostOrder, ServerHostReport>({
    role: 'target',
    program: ownProgram('server-host-main', import.meta.url),
    clock,
    guard,
    onReport(report) {
      switch (report.kind) {
        case 'listening':
          start.succeed(report.url);
          return;
        case 'failed':
          start.fail(notStarted(report.why));
          return;
        case 'sent':
          onSent(report.stream, report.sequence, report.t);
          return;
        case 'delivered':
          onDelivered(report.stream, report.sequence, report.t);
          return;
        case 'lateness':
          inquiry.answer(report.lateness);
          return;
        default:
          report satisfies never;
      }
    },
    onEnd(how) {
      start.fail(notStarted(`its process ${how}`));
      inquiry.end();
      ended.abort(`the process of the built-in server ${how}`);
    },
  });
  const close = async (): Promise<void> => {
    await host.end();
    inquiry.end();
  };

  host.send({ kind: 'begin', spec });
  try {
    const url = await start.wait(options.signal);
    return {
      ...{ url, headers: {}, rejectUnauthorized: true, ended: ended.signal, close },
      readLateness: (from, to) => inquiry.ask(() => host.send({ kind: 'lateness', from, to })),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function notStarted(why: string): WschaosError {
  return new WschaosError('target.not-started', `the built-in server could not be started: ${why}`);
}
