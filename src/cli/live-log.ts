import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { describeCloseCode } from '../wire/close-code.ts';
import { decodeClosePayload } from '../wire/close-payload.ts';
import { describeFrame } from '../wire/describe-frame.ts';
import { opcodes } from '../wire/frame.ts';

/** What the log remembers of a connection. */
interface Connection {
  readonly openedAt: Instant | undefined;
  /** Since when each fault on what flows waits for something to change. */
  readonly waitingSince: ReadonlyMap<string, Instant>;
  /** When the first fault that affected it took effect. */
  readonly injectedAt: Instant | undefined;
  /** When that fault changed the first thing, until the next frame is told: it can be that very frame. */
  readonly changedAt: Instant | undefined;
  readonly detected: boolean;
  /** The client began to close before any fault had affected the connection: what follows is no sign. */
  readonly isLeft: boolean;
  readonly end: string | undefined;
}

/** An open connection that ended after a fault had affected it. */
interface Loss {
  readonly connection: number;
  readonly t: Instant;
  /** The last connection that was accepted before: only a later one can be the way back. */
  readonly lastAccepted: number;
}

const fresh: Connection = {
  openedAt: undefined,
  waitingSince: new Map(),
  injectedAt: undefined,
  changedAt: undefined,
  detected: false,
  isLeft: false,
  end: undefined,
};

/** A frame is told in the tick in which a fault changes it, just after; no client answers to what happened that fast. */
const sameTickMs = 1;

/** Losses that no new connection has replaced; the oldest beyond them are forgotten. */
const maxLosses = 1_000;

/**
 * Tells what a proxy sees, one line an event that a reader cares about: `open`, `fault`, `detected`, `reopened`, `closed`,
 * `lifted`, `answer`, `failed`, and every `frame` when asked to. Events that mean nothing give `undefined`.
 */
export function createLiveLog(
  startedAt: Instant,
  plans: readonly FaultPlan[],
  options: { readonly showsFrames: boolean },
): (event: ProxyEvent) => string | undefined {
  /** From `accept` to `closed`. */
  const connections = new Map<number, Connection>();
  const losses: Loss[] = [];
  let lastAccepted = 0;
  const planOf = (id: string): FaultPlan | undefined => plans.find((one) => one.id === id);
  const explain = (id: string): string => {
    const plan = planOf(id);
    return plan === undefined ? '' : `: ${plan.definition.explain(plan.options)}`;
  };
  const line = (t: Instant, what: string, text: string): string =>
    `${((t - startedAt) / 1000).toFixed(3).padStart(9)} s  ${what.padEnd(8)}  ${text}`;
  /** What comes after the end of a connection is not remembered. */
  const change = (id: number, part: Partial<Connection>): void => {
    const connection = connections.get(id);
    if (connection !== undefined) connections.set(id, { ...connection, ...part });
  };
  const lose = (connection: number, t: Instant): void => {
    losses.push({ connection, t, lastAccepted });
    if (losses.length > maxLosses) losses.shift();
  };

  const open = (id: number, t: Instant): string => {
    change(id, { openedAt: t });
    const [lost] = losses;
    if (lost === undefined || id <= lost.lastAccepted) return line(t, 'open', `#${id}`);
    losses.shift();
    return line(t, 'reopened', `#${id}, ${formatDuration(t - lost.t)} after #${lost.connection} was lost`);
  };

  const inject = (id: number, fault: string, t: Instant): void => {
    const { waitingSince, injectedAt } = connections.get(id) ?? fresh;
    if (injectedAt !== undefined) return;
    // In effect on what flows is not yet a harm: nothing may flow. All else is a deed.
    if (planOf(fault)?.definition.appliesTo !== 'flow') change(id, { injectedAt: t });
    else change(id, { waitingSince: new Map(waitingSince).set(fault, t) });
  };

  const affect = (id: number, fault: string, t: Instant): void => {
    const { waitingSince, injectedAt } = connections.get(id) ?? fresh;
    if (injectedAt === undefined) change(id, { injectedAt: waitingSince.get(fault) ?? t, changedAt: t });
  };

  /** The first sign that a client gives of knowing that a fault broke its open connection. */
  const detect = (id: number, t: Instant, sign: string): string | undefined => {
    const { openedAt, injectedAt, detected, isLeft } = connections.get(id) ?? fresh;
    if (openedAt === undefined || detected || isLeft) return undefined;
    if (injectedAt === undefined) {
      change(id, { isLeft: true });
      return undefined;
    }
    change(id, { detected: true });
    lose(id, t);
    return line(t, 'detected', `#${id} ${sign}, ${formatDuration(t - injectedAt)} after the fault`);
  };

  const close = (id: number, t: Instant): string | undefined => {
    const { openedAt, injectedAt, detected, isLeft, end } = connections.get(id) ?? fresh;
    connections.delete(id);
    if (openedAt === undefined) return undefined;
    if (injectedAt !== undefined && !detected && !isLeft) lose(id, t);
    return line(
      t,
      'closed',
      `#${id} after ${formatDuration(t - openedAt)}${end === undefined ? '' : `, first ${end}`}`,
    );
  };

  return (event) => {
    switch (event.kind) {
      case 'open':
        return open(event.connection, event.t);
      case 'answer':
        return line(event.t, 'answer', `#${event.connection} HTTP ${event.status}`);
      case 'upstream-failed':
        return line(event.t, 'failed', `#${event.connection} the target is not reachable: ${event.message}`);
      case 'fault-start':
        return line(event.t, 'fault', `${event.fault}${explain(event.fault)}`);
      case 'fault-end':
        return line(event.t, 'lifted', event.fault);
      case 'injected':
      case 'affected': {
        const { kind, connection: id, fault, t } = event;
        if (id !== undefined) (kind === 'injected' ? inject : affect)(id, fault, t);
        return undefined;
      }
      case 'frame': {
        const { connection: id, t, frame } = event;
        const isClose = frame.direction === 'to-server' && frame.header.opcode === opcodes.close;
        const changedAt = connections.get(id)?.changedAt;
        if (changedAt !== undefined) change(id, { changedAt: undefined });
        if (isClose && changedAt !== undefined && t - changedAt < sameTickMs) change(id, { isLeft: true });
        const detected = isClose ? detect(id, t, `client sent ${describeClose(frame.payload)}`) : undefined;
        if (detected !== undefined || !options.showsFrames) return detected;
        return line(t, 'frame', `#${id} ${frame.direction} ${describeFrame(frame.header)}`);
      }
      case 'end': {
        const sign = event.how === 'reset' ? 'RST' : 'FIN';
        if (connections.get(event.connection)?.end === undefined) {
          change(event.connection, { end: `${sign} from the ${event.side}` });
        }
        return event.side === 'client' ? detect(event.connection, event.t, `client sent ${sign}`) : undefined;
      }
      case 'gone':
        connections.delete(event.connection);
        return undefined;
      case 'closed':
        return close(event.connection, event.t);
      case 'note':
        return line(event.t, 'note', event.text);
      case 'disturbed':
        return line(event.t, 'disturbed', event.why);
      case 'accept':
        connections.set(event.connection, fresh);
        lastAccepted = event.connection;
        return undefined;
      case 'handshake':
      case 'plain-http':
      case 'delivered':
        return undefined;
    }
  };
}

function describeClose(payload: Uint8Array | undefined): string {
  const { code } = payload === undefined ? { code: undefined } : decodeClosePayload(payload);
  return code === undefined ? 'Close' : `Close ${describeCloseCode(code)}`;
}
