import type { Instant } from '../../base/clock.ts';
import type { EndKind, Side } from '../../faults/action.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import { describeCloseCode } from '../../wire/close-code.ts';
import { decodeClosePayload } from '../../wire/close-payload.ts';
import { opcodes } from '../../wire/frame.ts';
import type { Told } from './log-entry.ts';

/** What is remembered of a connection. */
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
  readonly end: { readonly side: Side; readonly how: EndKind } | undefined;
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
 * Tells what a proxy sees, all but its frames: an event that a reader cares about becomes a happening, any other `undefined`.
 * The plan of a fault is asked for when something of it is told.
 */
export function createTeller(planOf: (id: string) => FaultPlan | undefined): (event: ProxyEvent) => Told | undefined {
  /** From `accept` to `closed`. */
  const connections = new Map<number, Connection>();
  const losses: Loss[] = [];
  let lastAccepted = 0;
  const explain = (id: string): string => {
    const plan = planOf(id);
    return plan === undefined ? '' : plan.definition.explain(plan.options);
  };
  /** What comes after the end of a connection is not remembered. */
  const change = (id: number, part: Partial<Connection>): void => {
    const connection = connections.get(id);
    if (connection !== undefined) connections.set(id, { ...connection, ...part });
  };
  const lose = (connection: number, t: Instant): void => {
    losses.push({ connection, t, lastAccepted });
    if (losses.length > maxLosses) losses.shift();
  };

  const open = (connection: number, t: Instant): Told => {
    change(connection, { openedAt: t });
    const [lost] = losses;
    if (lost === undefined || connection <= lost.lastAccepted) return { kind: 'open', connection, t };
    losses.shift();
    return { kind: 'reopened', connection, lost: lost.connection, afterMs: t - lost.t, t };
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

  const detect = (connection: number, t: Instant, sign: string): Told | undefined => {
    const { openedAt, injectedAt, detected, isLeft } = connections.get(connection) ?? fresh;
    if (openedAt === undefined || detected || isLeft) return undefined;
    if (injectedAt === undefined) {
      change(connection, { isLeft: true });
      return undefined;
    }
    change(connection, { detected: true });
    lose(connection, t);
    return { kind: 'detected', connection, sign, afterMs: t - injectedAt, t };
  };

  const close = (connection: number, t: Instant): Told | undefined => {
    const { openedAt, injectedAt, detected, isLeft, end } = connections.get(connection) ?? fresh;
    connections.delete(connection);
    if (openedAt === undefined) return undefined;
    if (injectedAt !== undefined && !detected && !isLeft) lose(connection, t);
    const first = end === undefined ? {} : { first: end };
    return { kind: 'closed', connection, afterMs: t - openedAt, ...first, t };
  };

  const hearClose = (id: number, t: Instant, payload: Uint8Array | undefined): Told | undefined => {
    const changedAt = connections.get(id)?.changedAt;
    if (changedAt !== undefined && t - changedAt < sameTickMs) change(id, { isLeft: true });
    return detect(id, t, `client sent ${describeClose(payload)}`);
  };

  return (event) => {
    const { t } = event;
    switch (event.kind) {
      case 'accept':
        connections.set(event.connection, fresh);
        lastAccepted = event.connection;
        return { kind: 'accepted', connection: event.connection, t };
      case 'open':
        return open(event.connection, t);
      case 'answer':
        return { kind: 'answer', connection: event.connection, status: event.status, t };
      case 'upstream-failed':
        return { kind: 'failed', connection: event.connection, message: event.message || event.code, t };
      case 'fault-start':
        return { kind: 'fault', fault: event.fault, explanation: explain(event.fault), t };
      case 'fault-end':
        return { kind: 'lifted', fault: event.fault, t };
      case 'injected':
      case 'affected': {
        const { kind, connection: id, fault } = event;
        if (id !== undefined) (kind === 'injected' ? inject : affect)(id, fault, t);
        return undefined;
      }
      case 'frame': {
        const { connection: id, frame } = event;
        const isClose = frame.direction === 'to-server' && frame.header.opcode === opcodes.close;
        const told = isClose ? hearClose(id, t, frame.payload) : undefined;
        if (connections.get(id)?.changedAt !== undefined) change(id, { changedAt: undefined });
        return told;
      }
      case 'end': {
        const { connection, side, how } = event;
        if (connections.get(connection)?.end === undefined) change(connection, { end: { side, how } });
        return side === 'client' ? detect(connection, t, `client sent ${how === 'reset' ? 'RST' : 'FIN'}`) : undefined;
      }
      case 'gone':
        connections.delete(event.connection);
        return undefined;
      case 'closed':
        return close(event.connection, t);
      case 'note':
        return { kind: 'note', text: event.text, t };
      case 'disturbed':
        return { kind: 'disturbed', why: event.why, t };
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
