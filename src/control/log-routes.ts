import type { Context } from 'hono';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';
import type { LogPart } from '../runner/session/event-log.ts';
import type { SessionRegistry } from '../runner/session/session-registry.ts';
import type { Route } from './define-route.ts';
import { nameOf } from './name-of.ts';
import { logPage } from './schemas.ts';
import { streamLog, withoutPayload } from './stream-log.ts';

export interface LogRoutesOptions {
  readonly registry: SessionRegistry;
  readonly clock: Clock;
  /** The server is being closed. */
  readonly signal: AbortSignal;
}

/** Each holds a socket, and a page of the log. */
const maxStreams = 100;
const maxPage = 1_000;

/** What a proxy sees: page by page, or live. */
export function logRoutes({ registry, clock, signal }: LogRoutesOptions): readonly Route[] {
  let streams = 0;

  const stream = (c: Context, part: LogPart | undefined, since: number, showsPayloads: boolean): Response => {
    if (streams >= maxStreams) {
      throw new WschaosError('control.too-many-streams', `${maxStreams} event streams are read already`);
    }
    const headers = {
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
      'x-accel-buffering': 'no',
    };
    const session = registry.get(nameOf(c));
    // Nobody would read it, or end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const gone = new AbortController();
    const unsubscribe = registry.subscribe((change, one) => {
      if (change === 'removed' && one === session) gone.abort();
    });
    streams++;
    const body = streamLog({
      ...{ log: session.log, clock, part, since, showsPayloads, signal: AbortSignal.any([gone.signal, signal]) },
      onEnd() {
        streams--;
        unsubscribe();
      },
    });
    return c.body(body, 200, headers);
  };

  const route = (path: string, summary: string, own: LogPart, query: Route['query'] = {}): Route => ({
    ...{ method: 'get', path, summary },
    query: {
      since:
        'The id of an entry: what came after it is told; Last-Event-ID goes before it. Default: live, what comes now; else all.',
      payloads: 'true: with payloads, where they are kept.',
      limit: `Of a page, at most ${maxPage}, the default.`,
      ...query,
    },
    answers: {
      200: { description: 'A page; with "Accept: text/event-stream" server-sent events', schema: logPage },
    },
    handle(c) {
      const { log } = registry.get(nameOf(c));
      const part = c.req.query('frames') === 'true' ? undefined : own;
      const showsPayloads = c.req.query('payloads') === 'true';
      const given = c.req.header('last-event-id') || c.req.query('since');
      const isLive = (c.req.header('accept') ?? '').includes('text/event-stream');
      const since = readNumber('since', given, isLive ? log.lastId : 0, Number.MAX_SAFE_INTEGER);
      if (isLive) return stream(c, part, since, showsPayloads);
      const limit = readNumber('limit', c.req.query('limit'), maxPage, maxPage);
      const { entries, hasGap } = log.since(since, part, limit);
      const shown = showsPayloads ? entries : entries.map(withoutPayload);
      return c.json({ entries: shown, hasGap, lastId: entries.at(-1)?.id ?? Math.min(since, log.lastId) });
    },
  });

  return [
    route('/v1/proxies/:name/events', 'What happened on a proxy', 'events', { frames: 'true: with the frames.' }),
    route('/v1/proxies/:name/frames', 'The frames that a proxy saw', 'frames'),
  ];
}

function readNumber(what: string, given: string | undefined, fallback: number, most: number): number {
  if (given === undefined) return fallback;
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value <= most) return value;
  const problem = `${what}: expected a whole number, at most ${most}`;
  throw new WschaosError('request.invalid', `the query is wrong: ${problem}`, { problems: [problem] });
}
