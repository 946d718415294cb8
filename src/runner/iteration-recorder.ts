import type { Instant } from '../base/clock.ts';
import { readMaxFiles } from '../proxy/open-files.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import type { Observation } from '../result/observation.ts';
import { decodeClosePayload } from '../wire/close-payload.ts';
import { opcodes } from '../wire/frame.ts';
import { createReadiness, type Readiness, type ReadySign } from './readiness.ts';

/** More than any iteration that can be judged: hundreds of dials a second for minutes. */
const maxObservations = 500_000;

/** How the system says that nobody answers at the target's address. */
const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What happened that a runner may have to act on. */
export type RecorderSignal =
  /** A connection of the client showed that it works; `heartbeat` when only a heartbeat was answered. */
  | { readonly kind: 'ready' | 'heartbeat'; readonly connection: number; readonly client: number; readonly t: Instant }
  | { readonly kind: 'disturbed'; readonly why: string };

export interface RecorderOptions {
  readonly readySign: ReadySign;
  /** Which client a connection belongs to, from 1. */
  readonly clientOf: (connection: number) => number;
  /** A fault has ended the server, so that nobody can reach it. */
  readonly isTargetDown?: () => boolean;
  /** The clients run in this process: what they lack they lack through us. */
  readonly hasOwnClients?: boolean;
  readonly onSignal: (signal: RecorderSignal) => void;
  readonly onObservation: (observation: Observation) => void;
  /** Default 500,000; one more disturbs the iteration. */
  readonly maxObservations?: number;
}

/** Turns what the proxy tells into observations. */
export interface IterationRecorder {
  onProxyEvent(event: ProxyEvent): void;
  add(observation: Observation): void;
  /** From now on an answered heartbeat makes a new connection ready as well as a round trip does. */
  acceptHeartbeats(): void;
  /** Everything so far, ordinary HTTP connections left out. */
  read(): readonly Observation[];
  /** As {@link read}, with what would be added if it were finished now. */
  peek(): readonly Observation[];
  /** How many observations it keeps. */
  readonly size: number;
  /** Lets go what nobody asks for any more: what faults did before `t`, and connections that were gone by then. */
  forget(t: Instant): void;
  readonly notes: readonly string[];
}

export function createIterationRecorder({ readySign, clientOf, ...listeners }: RecorderOptions): IterationRecorder {
  const limit = listeners.maxObservations ?? maxObservations;
  const observations: Observation[] = [];
  const plain = new Set<number>();
  const readiness = new Map<number, Readiness>();
  const notes: string[] = [];

  const opened = new Set<number>();
  let sign = readySign;

  const add = (observation: Observation): void => {
    if (observation.source !== 'runner' && observations.length >= limit) {
      listeners.onSignal({ kind: 'disturbed', why: `more than ${limit} events were observed` });
      return;
    }
    if (observation.kind === 'finished') observations.push(...signsOfLife());
    if (listeners.hasOwnClients === true && observation.source === 'client' && observation.cause === 'local.files') {
      listeners.onSignal({ kind: 'disturbed', why: outOfFiles() });
    }
    observations.push(observation);
    listeners.onObservation(observation);
  };

  /** Of connections that a fault touched, and that lived on without their client's sign of being ready. */
  const signsOfLife = (): readonly Observation[] =>
    [...readiness].flatMap(([connection, { livedAt: t }]) =>
      t === undefined ? [] : [{ source: 'wire', kind: 'ready', connection, client: clientOf(connection), t }],
    );

  const readinessOf = (connection: number): Readiness => {
    const known = readiness.get(connection) ?? createReadiness(sign);
    readiness.set(connection, known);
    return known;
  };

  const tellReady = (connection: number, t: Instant): void => {
    const client = clientOf(connection);
    add({ source: 'wire', kind: 'ready', connection, client, t });
    listeners.onSignal({ kind: 'ready', connection, client, t });
  };

  const onFrame = ({ connection, t, frame }: Extract<ProxyEvent, { kind: 'frame' }>): void => {
    readinessOf(connection).onSent(frame);
    if (frame.header.opcode !== opcodes.close) return;
    const side = frame.direction === 'to-server' ? 'client' : 'server';
    const closed = frame.payload === undefined ? undefined : decodeClosePayload(frame.payload);
    const code = closed !== undefined && 'code' in closed ? closed.code : undefined;
    add({ source: 'wire', kind: 'close-frame', connection, client: clientOf(connection), side, code, t });
  };

  const tidy = (all: readonly Observation[]): readonly Observation[] =>
    all
      .filter((observation) => !('connection' in observation && plain.has(observation.connection ?? 0)))
      // Who a connection belongs to may become known after its first events.
      .map((observation) =>
        observation.source === 'wire' && 'connection' in observation
          ? { ...observation, client: clientOf(observation.connection) }
          : observation,
      );

  return {
    onProxyEvent(event) {
      switch (event.kind) {
        case 'accept':
        case 'closed':
        case 'gone': {
          const { kind, connection, t } = event;
          add({ source: 'wire', kind, connection, client: clientOf(connection), t });
          if (kind !== 'accept') {
            readiness.delete(connection);
            opened.delete(connection);
          }
          return;
        }
        case 'plain-http':
          plain.add(event.connection);
          return;
        case 'open': {
          const { connection, t } = event;
          opened.add(connection);
          add({ source: 'wire', kind: 'open', connection, client: clientOf(connection), t });
          if (readinessOf(connection).onOpen()) tellReady(connection, t);
          return;
        }
        case 'answer': {
          const { connection, t, status, retryAfterMs } = event;
          const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
          add({ source: 'wire', kind: 'rejected', connection, client: clientOf(connection), status, ...asked, t });
          return;
        }
        case 'frame':
          onFrame(event);
          return;
        case 'delivered': {
          const { connection, t, frame } = event;
          const { ready, answered } = readinessOf(connection).onDelivered(frame, t);
          if (ready) tellReady(connection, t);
          else if (answered) listeners.onSignal({ kind: 'heartbeat', connection, client: clientOf(connection), t });
          return;
        }
        case 'end': {
          const { connection, t, side, how } = event;
          add({ source: 'wire', kind: 'end', connection, client: clientOf(connection), side, how, t });
          return;
        }
        case 'fault-start':
        case 'injected':
        case 'affected':
        case 'fault-end': {
          const { kind, fault, connection, t } = event;
          add({ source: 'fault', kind, fault, connection, t });
          if (connection !== undefined && kind !== 'affected') readinessOf(connection).restart();
          return;
        }
        case 'disturbed':
          listeners.onSignal({ kind: 'disturbed', why: event.why });
          return;
        case 'note':
          if (!notes.includes(event.text)) notes.push(event.text);
          return;
        case 'upstream-failed':
          // What a client does without a server says nothing about the client.
          if (
            !opened.has(event.connection) &&
            unreachableCodes.has(event.code) &&
            listeners.isTargetDown?.() !== true
          ) {
            listeners.onSignal({
              kind: 'disturbed',
              why: `the target could not be reached: ${event.message || event.code}`,
            });
          }
          return;
        case 'handshake':
          return;
        default:
          event satisfies never;
      }
    },
    add,
    acceptHeartbeats() {
      if (sign === 'round-trip') sign = 'any-answer';
    },
    get size() {
      return observations.length;
    },
    forget(t) {
      const isGone = new Set<number>();
      for (const one of observations) {
        if (one.source === 'wire' && one.kind === 'gone' && one.t < t) isGone.add(one.connection);
      }
      const kept = observations.filter((one) => {
        if (one.source === 'wire' && 'connection' in one) return !isGone.has(one.connection);
        return one.t >= t;
      });
      // Not all at once: there may be more than a call takes arguments.
      observations.length = 0;
      for (const one of kept) observations.push(one);
      for (const connection of isGone) plain.delete(connection);
    },
    read: () => tidy(observations),
    peek: () => tidy([...observations, ...signsOfLife()]),
    notes,
  };
}

function outOfFiles(): string {
  const max = readMaxFiles();
  const limit = max === undefined ? '' : `this process may open ${max}, `;
  return `too many open files: ${limit}the proxy takes two for a connection, a client and a server in this process one more each; raise the limit with "ulimit -n"`;
}
