import type { Instant } from '../../base/clock.ts';
import type { UpgradeRequest } from '../../faults/fault-hooks.ts';
import type { Observation } from '../../result/observation.ts';
import { redactHeaders, redactQuery } from '../../result/redact.ts';
import type { IterationResult } from '../../result/run-result.ts';
import { roundToNanoseconds } from '../../result/sample-sheet.ts';
import { listMarks } from '../../result/trace/list-marks.ts';
import { redactFrame } from '../../result/trace/redact-frame.ts';
import type { TraceEntry, TraceHeader } from '../../result/trace/trace-line.ts';
import { toolVersion } from '../tool-version.ts';
import type { FrameLog } from './frame-log.ts';

/** An upgrade request as the proxy saw it. */
export interface TracedHandshake {
  readonly connection: number;
  readonly t: Instant;
  readonly request: UpgradeRequest;
}

export interface RecordedIteration {
  readonly frames: FrameLog;
  readonly handshakes: readonly TracedHandshake[];
  /** Those that are lines of the trace. */
  readonly observations: readonly Observation[];
  /** How many of them, and of the handshakes, are missing. */
  readonly leftOut: number;
  /** Connection → client, of all that are shown. */
  readonly owners: ReadonlyMap<number, number>;
  /** What the marks count from; `undefined`: there are none. */
  readonly origin: Instant | undefined;
  readonly payloadBytes: number;
}

/** A trace that is not written out yet. */
export interface IterationTrace {
  /** What it keeps in memory, roughly. */
  readonly bytes: number;
  /**
   * JSON lines: a {@link TraceHeader}, then every {@link TraceEntry} in order of time.
   * @param options - `redacts`: handshakes and payloads are told without secrets; what clients said stands there as it was observed
   */
  format(caseId: string, result: IterationResult, options: { readonly redacts: boolean }): string;
}

/** What an observation takes beside its texts, and what a text takes beside its characters. */
const bytesEach = 150;
const bytesAText = 50;

export function traceIteration(recorded: RecordedIteration): IterationTrace {
  const { frames, handshakes, observations, leftOut, payloadBytes } = recorded;
  return {
    bytes: frames.bytes + sum(observations.map(weighObservation)) + sum(handshakes.map(weighHandshake)),
    format(caseId, result, { redacts }) {
      const entries = listEntries(recorded, result, redacts);
      const header: TraceHeader = {
        schema: 'wschaos/trace@1',
        tool: toolVersion(),
        case: caseId,
        index: result.index,
        seed: result.seed,
        phase: result.phase,
        verdict: result.verdict,
        zero: zeroOf(recorded, result),
        leftOut: { frames: frames.leftOut, events: leftOut },
        payloadBytes,
        redacted: redacts,
      };
      return [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join('');
    },
  };
}

function weighHandshake({ request: { path, query = '', headers } }: TracedHandshake): number {
  return bytesEach + weighTexts([path, query, ...Object.keys(headers), ...Object.values(headers)]);
}

function weighObservation(one: Observation): number {
  if (one.source === 'client') return bytesEach + weighTexts([one.cause ?? '', one.err ?? '']);
  return bytesEach + (one.kind === 'exit' ? weighTexts(one.lastLines) : 0);
}

function weighTexts(texts: readonly string[]): number {
  return sum(texts.map(({ length }) => length + bytesAText));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function zeroOf({ origin }: RecordedIteration, { marks }: IterationResult): TraceHeader['zero'] {
  if (origin === undefined) return 'first-event';
  return marks.injected === null ? 'steady' : 'injected';
}

function listEntries(recorded: RecordedIteration, { marks }: IterationResult, redacts: boolean): readonly TraceEntry[] {
  const { frames, handshakes, observations } = recorded;
  const zero = recorded.origin ?? Math.min(...observations.map(({ t }) => t));
  const at = (t: Instant): number => roundToNanoseconds(t - zero);
  const clientOf = (connection: number): number => recorded.owners.get(connection) ?? 0;
  const tracedFrames = frames.read(clientOf, at);
  return [
    ...observations.flatMap((one) => toEntry(one, at)),
    ...handshakes.map((one) => toHandshake(one, clientOf(one.connection), at, redacts)),
    ...(redacts ? tracedFrames.map(redactFrame) : tracedFrames),
    ...listMarks(marks),
  ].sort((a, b) => a.t - b.t);
}

function toHandshake(
  { connection, t, request }: TracedHandshake,
  client: number,
  at: (t: Instant) => number,
  redacts: boolean,
): TraceEntry {
  const { method, path, query, headers } = request;
  return {
    t: at(t),
    kind: 'handshake',
    connection,
    client,
    method,
    path,
    ...(query === undefined ? {} : { query: redacts ? redactQuery(query) : query }),
    headers: redacts ? redactHeaders(headers) : headers,
  };
}

function toEntry(observation: Observation, at: (t: Instant) => number): readonly TraceEntry[] {
  const t = at(observation.t);
  if (observation.source === 'client') {
    const { kind: event, client, cause, code, err } = observation;
    return [
      {
        ...{ t, kind: 'client', client, event },
        ...(cause === undefined ? {} : { cause }),
        ...(code === undefined ? {} : { code }),
        ...(err === undefined ? {} : { err }),
      },
    ];
  }
  if (observation.source === 'fault') {
    const { kind, fault, connection } = observation;
    return [{ t, kind, fault, ...(connection === undefined ? {} : { connection }) }];
  }
  if (observation.kind === 'exit') {
    const { client, code, signal } = observation;
    return [
      { t, kind: 'client', client, event: 'exit', ...(code === null ? { cause: signal ?? 'killed' } : { code }) },
    ];
  }
  if (observation.kind === 'finished') {
    const { reason, why } = observation;
    return [{ t, kind: 'finished', reason, ...(why === undefined ? {} : { why }) }];
  }
  return observation.source === 'wire' ? toWireEntry(observation, t) : [];
}

function toWireEntry(observation: Extract<Observation, { source: 'wire' }>, t: number): readonly TraceEntry[] {
  if (!('connection' in observation)) return [];
  const { connection, client } = observation;
  switch (observation.kind) {
    case 'rejected': {
      const { status, retryAfterMs } = observation;
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      return [{ t, kind: 'answer', connection, client, status, ...asked }];
    }
    case 'end':
      return [{ t, kind: 'end', connection, client, side: observation.side, how: observation.how }];
    case 'close-frame':
      return [];
    default:
      return [{ t, kind: observation.kind, connection, client }];
  }
}
