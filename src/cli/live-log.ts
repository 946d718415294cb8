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
  /** When the first fault touched it. */
  readonly injectedAt: Instant | undefined;
  readonly detected: boolean;
  readonly end: string | undefined;
}

/** An open connection that ended after a fault had touched it. */
interface Loss {
  readonly connection: number;
  readonly t: Instant;
  /** The last connection that was accepted before: only a later one can be the way back. */
  readonly lastAccepted: number;
}

const fresh: Connection = { openedAt: undefined, injectedAt: undefined, detected: false, end: undefined };

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
  const explain = (id: string): string => {
    const plan = plans.find((one) => one.id === id);
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

  /** The first sign that a client gives of knowing that a fault broke its open connection. */
  const detect = (id: number, t: Instant, sign: string): string | undefined => {
    const { openedAt, injectedAt, detected } = connections.get(id) ?? fresh;
    if (openedAt === undefined || injectedAt === undefined || detected) return undefined;
    change(id, { detected: true });
    lose(id, t);
    return line(t, 'detected', `#${id} ${sign}, ${formatDuration(t - injectedAt)} after the fault`);
  };

  const close = (id: number, t: Instant): string | undefined => {
    const { openedAt, injectedAt, detected, end } = connections.get(id) ?? fresh;
    connections.delete(id);
    if (openedAt === undefined) return undefined;
    if (injectedAt !== undefined && !detected) lose(id, t);
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
      case 'injected': {
        const { connection: id, t } = event;
        if (id !== undefined && connections.get(id)?.injectedAt === undefined) change(id, { injectedAt: t });
        return undefined;
      }
      case 'frame': {
        const { connection: id, t, frame } = event;
        const isClose = frame.direction === 'to-server' && frame.header.opcode === opcodes.close;
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
      case 'affected':
        return undefined;
    }
  };
}

function describeClose(payload: Uint8Array | undefined): string {
  const { code } = payload === undefined ? { code: undefined } : decodeClosePayload(payload);
  return code === undefined ? 'Close' : `Close ${describeCloseCode(code)}`;
}
