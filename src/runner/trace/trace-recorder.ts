import type { Instant } from '../../base/clock.ts';
import type { UpgradeRequest } from '../../faults/fault-hooks.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { Observation } from '../../result/observation.ts';
import type { Marks } from '../../result/run-result.ts';
import { createFrameLog } from './frame-log.ts';
import { keepEnds } from './keep-ends.ts';
import { type IterationTrace, type TracedHandshake, traceIteration } from './trace-iteration.ts';

export interface TraceRecorderOptions {
  /** So much of each payload is kept; 0: nothing. */
  readonly payloadBytes: number;
  /** Of so many frames, and of so many other events, the first half and the last are kept. Default 10,000; an even number. */
  readonly maxEach?: number;
}

/** Hears what happens in one iteration, and puts off all that can be put off until nothing is measured any more. */
export interface TraceRecorder {
  onProxyEvent(event: ProxyEvent): void;
  /**
   * The iteration is over.
   * @param observations - all of them; the trace keeps what it shows
   * @param steadyAt - the instant that `marks.steady` belongs to
   */
  finish(observations: readonly Observation[], steadyAt: Instant | undefined, marks: Marks): IterationTrace;
}

/** All payloads of an iteration together. */
const maxPayloadBytes = 2 ** 20;

export function createTraceRecorder({ payloadBytes, maxEach = 10_000 }: TraceRecorderOptions): TraceRecorder {
  const frames = createFrameLog({ maxFrames: maxEach, payloadBytes, maxPayloadBytes });
  /** The first half and the last, too. */
  const handshakes: TracedHandshake[] = [];
  let handshakesLeftOut = 0;
  let isFinished = false;
  const addHandshake = (connection: number, t: Instant, request: UpgradeRequest): void => {
    handshakes.push({ connection, t, request });
    if (handshakes.length <= maxEach) return;
    handshakes.splice(maxEach / 2, 1);
    handshakesLeftOut++;
  };

  return {
    onProxyEvent(event) {
      if (isFinished) return;
      if (event.kind === 'handshake') addHandshake(event.connection, event.t, event.request);
      else frames.onProxyEvent(event);
    },
    finish(observations, steadyAt, marks) {
      isFinished = true;
      frames.seal();
      const { kept, leftOut } = keepEnds(observations.filter(isShown), maxEach);
      const origin = steadyAt === undefined || marks.steady === null ? undefined : steadyAt - marks.steady;
      const shown = new Set([...frames.connections(), ...handshakes.map(({ connection }) => connection)]);
      return traceIteration({
        ...{ frames, handshakes, observations: kept, leftOut: leftOut + handshakesLeftOut, origin, payloadBytes },
        owners: findOwners(observations, shown),
      });
    },
  };
}

/** Messages and Close frames are among the frames. */
function isShown(observation: Observation): boolean {
  return !('sequence' in observation) && observation.kind !== 'close-frame' && observation.kind !== 'steady';
}

/** Whose these connections are: also where all that was told of one is left out. */
function findOwners(
  observations: readonly Observation[],
  connections: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const owners = new Map<number, number>();
  for (const one of observations) {
    if ('connection' in one && 'client' in one && connections.has(one.connection))
      owners.set(one.connection, one.client);
  }
  return owners;
}
