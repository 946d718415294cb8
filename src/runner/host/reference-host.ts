import type { Instant } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { Lateness } from '../loop-delay.ts';
import { ownProgram } from '../own-program.ts';
import type { SubjectContext, SubjectHandle } from '../subject/subject.ts';
import type { HostOptions } from './host-options.ts';
import { startHostProcess } from './host-process.ts';
import { createHostStart } from './host-start.ts';
import { createLatenessInquiry } from './lateness-inquiry.ts';
import type { ReferenceHostOrder, ReferenceHostReport, ReferenceHostTask } from './reference-host-contract.ts';

export interface ReferenceHostOptions extends HostOptions {
  readonly task: ReferenceHostTask;
}

/** A process of ours that runs several reference clients. */
export interface ReferenceHost {
  start(context: SubjectContext): SubjectHandle;
  /** How late the process was between two instants. */
  readLateness(from: Instant, to: Instant): Promise<Lateness>;
  /** Ends the process and what is left of its clients. */
  end(): Promise<void>;
}

/** A client that it runs. */
interface Hosted {
  readonly context: SubjectContext;
  /** Set when it is to end. */
  onClosed: (() => void) | undefined;
}

/** Beyond the client's own limit; then the process is ended with all that is in it. */
const closeMarginMs = 5_000;

/** @throws WschaosError `client.not-started` */
export async function startReferenceHost(options: ReferenceHostOptions): Promise<ReferenceHost> {
  const { task, clock, guard } = options;
  const hosted = new Map<number, Hosted>();
  const inquiry = createLatenessInquiry(clock);
  const beginning = createHostStart<void>(clock, notStarted);
  /** What keeps its clients from running, once it has ended by itself: our own fault, and none of theirs. */
  let ended: string | undefined;

  const forget = (client: number): void => {
    hosted.get(client)?.onClosed?.();
    hosted.delete(client);
  };
  const forgetAll = (): void => {
    for (const client of [...hosted.keys()]) forget(client);
    inquiry.end();
  };

  const onReport = (report: ReferenceHostReport): void => {
    switch (report.kind) {
      case 'begun':
        beginning.succeed();
        return;
      case 'event':
        hosted.get(report.client)?.context.onEvent(report.event);
        return;
      case 'sent':
        options.onSent(report.stream, report.sequence, report.t);
        return;
      case 'delivered':
        options.onDelivered(report.stream, report.sequence, report.t);
        return;
      case 'failed': {
        const { client, why } = report;
        hosted.get(client)?.context.onDisturbed(`reference client ${client} could not be started: ${why}`);
        return;
      }
      case 'closed':
        forget(report.client);
        return;
      case 'lateness':
        inquiry.answer(report.lateness);
        return;
      default:
        report satisfies never;
    }
  };

  const host = await startHostProcess<ReferenceHostOrder, ReferenceHostReport>({
    role: 'client',
    program: ownProgram('reference-host-main', import.meta.url),
    ...{ clock, guard, onReport },
    onEnd(how) {
      ended = `a process of reference clients ${how}`;
      beginning.fail(notStarted(`it ${how}`));
      for (const { context, onClosed } of hosted.values()) if (onClosed === undefined) context.onDisturbed(ended);
      forgetAll();
    },
  });
  const end = async (): Promise<void> => {
    await host.end();
    forgetAll();
  };

  host.send({ kind: 'begin', ...task });
  try {
    await beginning.wait(options.signal);
  } catch (error) {
    await end();
    throw error;
  }

  const close = (client: number): Promise<void> => {
    const entry = hosted.get(client);
    if (entry === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const giveUp = clock.schedule(clock.now() + task.policy.closeTimeoutMs + closeMarginMs, () => forget(client));
      entry.onClosed = () => {
        giveUp();
        resolve();
      };
      host.send({ kind: 'close', client });
    });
  };

  return {
    start(context) {
      const { client, url, tls, seed, iteration } = context;
      if (ended === undefined) {
        hosted.set(client, { context, onClosed: undefined });
        host.send({ kind: 'start', client, url, tls, seed, iteration });
      } else context.onDisturbed(ended);
      let closing: Promise<void> | undefined;
      return {
        close() {
          closing ??= close(client);
          return closing;
        },
        log: [],
      };
    },
    readLateness: (from, to) => inquiry.ask(() => host.send({ kind: 'lateness', from, to })),
    end,
  };
}

function notStarted(why: string): WschaosError {
  return new WschaosError('client.not-started', `a process for reference clients could not be started: ${why}`);
}
