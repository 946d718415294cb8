import type { Cancel, Clock } from '../base/clock.ts';
import type { EventLog, LogPart } from '../runner/session/event-log.ts';
import type { LogEntry } from '../runner/session/log-entry.ts';

export interface StreamLogOptions {
  readonly log: Pick<EventLog, 'since' | 'subscribe' | 'lastId'>;
  readonly clock: Clock;
  /** `undefined`: both. */
  readonly part: LogPart | undefined;
  /** What came after this entry is told first. */
  readonly since: number;
  readonly showsPayloads: boolean;
  /** The log, or the server, is over: the stream ends. */
  readonly signal: AbortSignal;
  /** Called once, when nobody reads it any more. */
  readonly onEnd: () => void;
}

/** Of one read; so much lies in memory for a reader who does not take it. */
const pageEntries = 500;
/** What comes within this is told together: thousands of frames a second must not be thousands of writes. */
const gatherMs = 20;
/** A sign of life, by which a reader who is gone is found. */
const silenceMs = 15_000;

/**
 * A log as server-sent events, each with the entry's id. The log itself is the buffer: a reader who is too slow for it is told
 * of the gap (`event: gap`) and goes on behind it.
 */
export function streamLog(options: StreamLogOptions): ReadableStream<Uint8Array> {
  const { log, clock, part, since, showsPayloads, signal, onEnd } = options;
  const encoder = new TextEncoder();
  let lastId = Math.min(since, log.lastId);
  let hasLost = since > log.lastId;
  let release = (): void => {};
  let isGreeted = false;
  let isOver = false;
  const finishOnce = (): void => {
    if (isOver) return;
    isOver = true;
    onEnd();
  };

  /** Until something has come, or it is time for a sign of life; `false`: nothing has. */
  const wait = (): Promise<boolean> =>
    new Promise((resolve) => {
      let cancel: Cancel = clock.schedule(clock.now() + silenceMs, () => finish(false));
      let isGathering = false;
      const finish = (hasCome: boolean): void => {
        release = () => {};
        cancel();
        unsubscribe();
        signal.removeEventListener('abort', onAbort);
        resolve(hasCome);
      };
      const onAbort = (): void => finish(true);
      const unsubscribe = log.subscribe(() => {
        if (isGathering) return;
        isGathering = true;
        cancel();
        cancel = clock.schedule(clock.now() + gatherMs, () => finish(true));
      });
      signal.addEventListener('abort', onAbort);
      release = () => finish(true);
    });

  const read = (): string => {
    const { entries, hasGap } = log.since(lastId, part, pageEntries);
    const newest = entries.at(-1)?.id;
    const gap = hasGap || hasLost ? `event: gap\ndata: ${JSON.stringify({ after: hasLost ? since : lastId })}\n\n` : '';
    hasLost = false;
    if (newest !== undefined) lastId = newest;
    return gap + entries.map((entry) => write(entry, showsPayloads)).join('');
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!isGreeted) {
          isGreeted = true;
          controller.enqueue(encoder.encode('retry: 1000\n: wschaos\n\n'));
          return;
        }
        while (!isOver) {
          const text = read();
          if (text !== '') {
            controller.enqueue(encoder.encode(text));
            return;
          }
          if (signal.aborted) {
            controller.enqueue(encoder.encode('event: end\ndata: {}\n\n'));
            controller.close();
            finishOnce();
            return;
          }
          if (await wait()) continue;
          controller.enqueue(encoder.encode(': still here\n\n'));
          return;
        }
      },
      cancel() {
        finishOnce();
        release();
      },
    },
    { highWaterMark: 1 },
  );
}

/** JSON has no line break of its own, so no entry can pretend to be another. */
function write(entry: LogEntry, showsPayloads: boolean): string {
  return `id: ${entry.id}\nevent: ${entry.kind}\ndata: ${JSON.stringify(showsPayloads ? entry : withoutPayload(entry))}\n\n`;
}

/** An entry as it is told to who has not asked for payloads. */
export function withoutPayload(entry: LogEntry): LogEntry {
  if (entry.kind !== 'frame' || entry.payload === undefined) return entry;
  const { payload: _payload, ...rest } = entry;
  return rest;
}
