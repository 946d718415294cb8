import type { Instant } from '../../src/base/clock.ts';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import { mayEnd, mayLose } from './soak-faults.ts';

/** When a fault that may lose something was in effect on a connection. */
interface Claim {
  readonly fault: string;
  readonly from: Instant;
  until: Instant;
}

/** Which faults touched which connections, and when: for each loss one of them must have a claim to it. */
export interface SoakClaims {
  arm(plan: FaultPlan): void;
  observe(event: ProxyEvent): void;
  /** Something that was sent over a client's port at `sentAt` was given up at `lostAt`. */
  explains(port: number, sentAt: Instant, lostAt: Instant): boolean;
  /** The client has no more losses on this port. */
  forget(port: number): void;
}

/** A frame that is dropped may show only when a peer misses the answer. */
const graceMs = 25_000;

/** Faults that ended long ago claim nothing new. */
const maxKnown = 500;

export function createSoakClaims(): SoakClaims {
  const known = new Map<string, { readonly plan: FaultPlan; endedAt: Instant | undefined }>();
  const ports = new Map<number, number>();
  const claims = new Map<number, Claim[]>();

  /** Until when a fault may lose something; what it has ended or silenced for good stays so. */
  const untilWhen = (plan: FaultPlan, endedAt: Instant | undefined): Instant =>
    mayEnd(plan) || endedAt === undefined ? Number.POSITIVE_INFINITY : endedAt + graceMs;

  const claim = (fault: string, connection: number, from: Instant): void => {
    const port = ports.get(connection);
    const entry = known.get(fault);
    if (port === undefined || entry === undefined || !mayLose(entry.plan)) return;
    claims.set(port, [...(claims.get(port) ?? []), { fault, from, until: untilWhen(entry.plan, entry.endedAt) }]);
  };

  const end = (fault: string, endedAt: Instant): void => {
    const entry = known.get(fault);
    if (entry === undefined) return;
    entry.endedAt = endedAt;
    for (const each of [...claims.values()].flat()) {
      if (each.fault === fault) each.until = untilWhen(entry.plan, endedAt);
    }
  };

  return {
    arm(plan) {
      known.set(plan.id, { plan, endedAt: undefined });
      const [oldest] = known.keys();
      if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
    },
    observe(event) {
      switch (event.kind) {
        case 'accept':
          ports.set(event.connection, event.remotePort);
          claims.delete(event.remotePort);
          break;
        case 'injected':
        case 'affected':
          if (event.connection !== undefined) claim(event.fault, event.connection, event.t);
          break;
        case 'fault-end':
          end(event.fault, event.t);
          break;
        case 'gone':
          ports.delete(event.connection);
          break;
        default:
      }
    },
    explains: (port, sentAt, lostAt) =>
      (claims.get(port) ?? []).some(({ from, until }) => from <= lostAt && until >= sentAt),
    forget(port) {
      claims.delete(port);
    },
  };
}
