import { availableParallelism } from 'node:os';
import type { Clock, Instant } from '../../base/clock.ts';
import type { ProcessGuard } from '../subject/process-guard.ts';
import type { Subject } from '../subject/subject.ts';
import { type ReferenceHost, startReferenceHost } from './reference-host.ts';
import type { ReferenceHostTask } from './reference-host-contract.ts';

export interface ReferenceFleetOptions extends ReferenceHostTask {
  /** How many clients there will be. */
  readonly count: number;
  /** Over how many processes they are spread. Default: one for each processor, and for each 250 of them. */
  readonly processes?: number;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly onSent: (stream: string, sequence: number, t: Instant) => void;
  readonly onDelivered: (stream: string, sequence: number, t: Instant) => void;
}

/** Fewer have a processor's worth of work only while they all start. */
const clientsPerProcess = 250;

/**
 * More processes than processors would only take turns, and each has to warm up its own code: 2,000 clients on two processors
 * cost 8 s of them in two processes, 12.5 s in four, 16 s in eight.
 */
function countProcesses(count: number): number {
  return Math.min(availableParallelism(), Math.ceil(count / clientsPerProcess));
}

/**
 * Reference clients in processes of their own, many in each: in this one they would hold up what measures them. They are
 * dealt out in turn, so that clients that start one after the other start in different processes. The processes are there
 * before the first client starts.
 *
 * @throws WschaosError on `start`: `client.not-started`
 */
export function createReferenceFleet(options: ReferenceFleetOptions): Subject {
  const { count, processes = countProcesses(count), clock, guard, onSent, onDelivered, ...task } = options;
  let starting: Promise<readonly ReferenceHost[]> | undefined;

  const startHosts = async (signal: AbortSignal | undefined): Promise<readonly ReferenceHost[]> => {
    const { policy, traffic, numbersMessages, namesItself } = task;
    const starts = Array.from({ length: processes }, () =>
      startReferenceHost({
        task: { policy, traffic, numbersMessages, namesItself },
        ...{ clock, guard, onSent, onDelivered, signal },
      }),
    );
    const outcomes = await Promise.allSettled(starts);
    const hosts = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure === undefined) return hosts;
    await Promise.all(hosts.map((host) => host.end()));
    throw failure.reason;
  };

  return {
    async start(context) {
      starting ??= startHosts(context.signal);
      const hosts = await starting;
      const host = hosts[(context.client - 1) % hosts.length] as ReferenceHost;
      return host.start(context);
    },
    async readLateness(from, to) {
      const hosts = (await starting) ?? [];
      return Promise.all(hosts.map((host) => host.readLateness(from, to)));
    },
    async close() {
      // Where they could not be started none is left.
      const hosts = (await starting?.catch(() => [])) ?? [];
      await Promise.all(hosts.map((host) => host.end()));
    },
  };
}
