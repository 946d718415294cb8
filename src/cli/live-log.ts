import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { describeCloseCode } from '../wire/close-code.ts';
import { decodeClosePayload } from '../wire/close-payload.ts';
import { opcodes } from '../wire/frame.ts';

/** What the log remembers of a connection. */
interface Connection {
  readonly openedAt: Instant | undefined;
  /** When the first fault touched it. */
  readonly injectedAt: Instant | undefined;
  readonly detected: boolean;
  readonly end: string | undefined;
}

const fresh: Connection = { openedAt: undefined, injectedAt: undefined, detected: false, end: undefined };

/**
 * Tells what a proxy sees, one line an event that a reader cares about: `open`, `fault`, `detected`, `reopened`, `closed`,
 * `lifted`, `answer`, `failed`. Frames that mean nothing give `undefined`.
 */
export function createLiveLog(
  startedAt: Instant,
  plans: readonly FaultPlan[],
): (event: ProxyEvent) => string | undefined {
  const connections = new Map<number, Connection>();
  /** When each connection was lost that no new one has replaced yet. */
  const losses: { readonly connection: number; readonly t: Instant }[] = [];
  const explain = (id: string): string => {
    const plan = plans.find((one) => one.id === id);
    return plan === undefined ? '' : `: ${plan.definition.explain(plan.options)}`;
  };
  const line = (t: Instant, what: string, text: string): string =>
    `${((t - startedAt) / 1000).toFixed(3).padStart(9)} s  ${what.padEnd(8)}  ${text}`;
  const change = (id: number, part: Partial<Connection>): void =>
    void connections.set(id, { ...(connections.get(id) ?? fresh), ...part });

  const open = (id: number, t: Instant): string => {
    change(id, { openedAt: t });
    const lost = losses.shift();
    if (lost === undefined) return line(t, 'open', `#${id}`);
    return line(t, 'reopened', `#${id}, ${formatDuration(t - lost.t)} after #${lost.connection} was lost`);
  };

  /** The first sign that a client gives of knowing. */
  const detect = (id: number, t: Instant, sign: string): string | undefined => {
    const { injectedAt, detected } = connections.get(id) ?? fresh;
    if (injectedAt === undefined || detected) return undefined;
    change(id, { detected: true });
    losses.push({ connection: id, t });
    return line(t, 'detected', `#${id} ${sign}, ${formatDuration(t - injectedAt)} after the fault`);
  };

  const close = (id: number, t: Instant): string | undefined => {
    const { openedAt, detected, end } = connections.get(id) ?? fresh;
    connections.delete(id);
    if (openedAt === undefined) return undefined;
    if (!detected) losses.push({ connection: id, t });
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
        const { header, direction, payload } = event.frame;
        if (direction !== 'to-server' || header.opcode !== opcodes.close) return undefined;
        return detect(event.connection, event.t, `client sent ${describeClose(payload)}`);
      }
      case 'end': {
        const sign = event.how === 'reset' ? 'RST' : 'FIN';
        if (connections.get(event.connection)?.end === undefined) {
          change(event.connection, { end: `${sign} from the ${event.side}` });
        }
        return event.side === 'client' ? detect(event.connection, event.t, `client sent ${sign}`) : undefined;
      }
      case 'closed':
        return close(event.connection, event.t);
      case 'note':
        return line(event.t, 'note', event.text);
      case 'disturbed':
        return line(event.t, 'disturbed', event.why);
      case 'accept':
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
