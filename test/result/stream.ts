import type { ClientEventKind } from '../../src/base/client-event.ts';
import type { ClientObservation, FaultSummary, IterationContext, Observation } from '../../src/result/observation.ts';

/** Builders for observation streams by hand. Instants are milliseconds; the default client and connection is 1. */
type On = { readonly connection?: number; readonly client?: number };
const place = ({ connection = 1, client = 1 }: On) => ({ connection, client });

export const accept = (t: number, on: On = {}): Observation => ({ source: 'wire', kind: 'accept', t, ...place(on) });
export const open = (t: number, on: On = {}): Observation => ({ source: 'wire', kind: 'open', t, ...place(on) });
export const ready = (t: number, on: On = {}): Observation => ({ source: 'wire', kind: 'ready', t, ...place(on) });
export const closed = (t: number, on: On = {}): Observation => ({ source: 'wire', kind: 'closed', t, ...place(on) });
export const gone = (t: number, on: On = {}): Observation => ({ source: 'wire', kind: 'gone', t, ...place(on) });

export const rejected = (t: number, status: number, on: On = {}): Observation => ({
  source: 'wire',
  kind: 'rejected',
  status,
  t,
  ...place(on),
});

export const closeFrame = (
  t: number,
  side: 'client' | 'server',
  code: number | undefined = 1000,
  on: On = {},
): Observation => ({ source: 'wire', kind: 'close-frame', side, code, t, ...place(on) });

export const end = (t: number, side: 'client' | 'server', how: 'fin' | 'reset' = 'fin', on: On = {}): Observation => ({
  source: 'wire',
  kind: 'end',
  side,
  how,
  t,
  ...place(on),
});

export const message = (
  t: number,
  kind: 'sent' | 'delivered',
  direction: 'up' | 'down',
  sequence: number,
  stream = 'client 1',
): Observation => ({ source: 'wire', kind, direction, stream, sequence, t });

export const fault = (
  t: number,
  kind: 'fault-start' | 'injected' | 'affected' | 'fault-end',
  id: string,
  connection?: number,
): Observation => ({ source: 'fault', kind, fault: id, connection, t });

export const tell = (
  t: number,
  kind: ClientEventKind,
  more: Partial<Pick<ClientObservation, 'cause' | 'code' | 'err' | 'client'>> = {},
): Observation => ({ source: 'client', kind, client: 1, t, ...more });

export const steady = (t: number): Observation => ({ source: 'runner', kind: 'steady', t });

export const finished = (t: number, reason: 'done' | 'timeout' | 'disturbed' = 'done', why?: string): Observation => ({
  source: 'runner',
  kind: 'finished',
  t,
  reason,
  ...(why === undefined ? {} : { why }),
});

export const exit = (t: number, code: number | null, lastLines: readonly string[] = [], client = 1): Observation => ({
  source: 'runner',
  kind: 'exit',
  client,
  t,
  code,
  signal: code === null ? 'SIGSEGV' : null,
  lastLines,
});

/** Each client dials, opens and is ready on a connection of its own number; steady at 100. */
export function startUp(clients = 1): Observation[] {
  const numbers = Array.from({ length: clients }, (_, index) => index + 1);
  const dials = numbers.flatMap((n) => {
    const on = { connection: n, client: n };
    return [accept(10, on), open(20, on), ready(30, on)];
  });
  return [...dials, steady(100)];
}

/** A new connection that comes to `ready`: dialled at `t`, open 5 ms and ready 12 ms later. */
export function comeBack(t: number, connection = 2, client = 1): Observation[] {
  const on = { connection, client };
  return [accept(t, on), open(t + 5, on), ready(t + 12, on)];
}

export function faultOf(id: string, changes: Partial<FaultSummary> = {}): FaultSummary {
  return {
    id,
    type: id,
    explanation: '',
    lasting: false,
    touchesNew: false,
    unbinds: false,
    benign: false,
    picksFrames: false,
    sign: 'none',
    reachesClient: true,
    ...changes,
  };
}

export const reset = faultOf('reset', { sign: 'end' });
export const blackhole = faultOf('blackhole', { lasting: true, explanation: 'both directions', sign: 'silence' });
export const drop = faultOf('drop', { lasting: true, picksFrames: true, sign: 'no-pongs' });
export const refuse = faultOf('refuse', { lasting: true, touchesNew: true, unbinds: true });
export const reject = faultOf('reject', { lasting: true, touchesNew: true });
export const pause = faultOf('pause', { lasting: true, touchesNew: true, benign: true, sign: 'silence' });

export function contextOf(changes: Partial<IterationContext> = {}): IterationContext {
  return {
    index: 0,
    seed: 7,
    phase: null,
    clients: 1,
    faults: [reset],
    measure: { from: undefined, lifted: undefined },
    timeoutMs: 20_000,
    heartbeat: undefined,
    loopDelayMs: 1,
    loopDelayLimitMs: 10,
    countsMessages: false,
    ...changes,
  };
}
