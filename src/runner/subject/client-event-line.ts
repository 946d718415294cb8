import { type ClientEvent, clientEventKinds } from '../../base/client-event.ts';
import type { Instant } from '../../base/clock.ts';
import { suggest } from '../../base/suggest.ts';
import type { StampedClientEvent } from './subject.ts';

const nanosecondsPerMillisecond = 1e6;

/** When a line may have been written: since the client was started, and until the line was read. */
export interface LineWindow {
  readonly from: Instant;
  readonly to: Instant;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a line of a client is. */
export interface ClientEventLine {
  /** Missing: it is log. */
  readonly event?: StampedClientEvent;
  /** What its author got wrong, in words that are the same for each line of the kind. */
  readonly flaws: readonly string[];
}

const flawless: readonly string[] = [];

/** `t` as clients write it: nanoseconds of `CLOCK_MONOTONIC`, as a decimal string, or as a number where the language allows. */
function parseStamp(value: unknown): Instant {
  if (typeof value === 'number') return value / nanosecondsPerMillisecond;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) / nanosecondsPerMillisecond : Number.NaN;
}

/**
 * Reads a line such as `{"ev": "loss", "cause": "ping.timeout", "t": "8123456789"}`; any other output is no event. A
 * stamp outside of the window comes from another clock (the time of day, a program's own start): the event then happened
 * when it was read. Members of an unexpected type are left out.
 */
export function parseClientEventLine(line: string, window: LineWindow): ClientEventLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { flaws: meantAsEvent.test(line) ? [brokenJson] : flawless };
  }
  if (!isRecord(value)) return { flaws: flawless };
  const ev = clientEventKinds.find((kind) => kind === value.ev);
  if (ev === undefined) return { flaws: findFlawOfName(value) };
  const { code, cause, err, t } = value;
  const stamp = parseStamp(t);
  const isStamped = stamp >= window.from && stamp <= window.to;
  const hasCode = Number.isInteger(code);
  const event: StampedClientEvent = {
    ev,
    ...(hasCode ? { code: Number(code) } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
    ...(typeof err === 'string' ? { err } : {}),
    t: isStamped ? stamp : window.to,
  };
  const flaws = [
    ...(isStamped || t == null ? [] : [Number.isNaN(stamp) ? unreadableStamp : foreignStamp]),
    ...(hasCode || code == null ? [] : [leftOut('code', 'a whole number')]),
    ...(typeof cause === 'string' || cause == null ? [] : [leftOut('cause', 'a text')]),
    ...(typeof err === 'string' || err == null ? [] : [leftOut('err', 'a text')]),
  ];
  return { event, flaws: flaws.length === 0 ? flawless : flaws };
}

/** `{'ev': 'open'}` as Python prints it, two events on one line, half of one. */
const meantAsEvent = /^\{.*["']ev["']\s*:/s;

const brokenJson = 'a line of the client that begins like an event is no JSON, and counts as log';
const unreadableStamp =
  '"t" of an event of the client is not in whole nanoseconds, as text or as a number: it counts from when it was read';
const foreignStamp =
  '"t" of an event of the client does not lie in its life on CLOCK_MONOTONIC, in nanoseconds: it counts from when it was read';
const leftOut = (member: string, expected: string): string =>
  `"${member}" of an event of the client is not ${expected}, and is left out`;

/** What libraries call it, where the spelling alone would suggest another one. */
const otherNames: ReadonlyMap<string, ClientEvent['ev']> = new Map([
  ['connected', 'open'],
  ['reconnected', 'open'],
  ['disconnect', 'loss'],
  ['disconnected', 'loss'],
]);
/** A name that is longer is none. */
const maxNameLength = 40;

function findFlawOfName({ ev, event }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof ev === 'string') {
    const meant = otherNames.get(ev.toLowerCase()) ?? suggest(ev.slice(0, maxNameLength), clientEventKinds);
    const help = meant === undefined ? `; events are ${clientEventKinds.join(', ')}` : ` (did you mean "${meant}"?)`;
    return [`${JSON.stringify(ev.slice(0, maxNameLength))}, which the client tells, is no event${help}`];
  }
  const kind = clientEventKinds.find((one) => one === event);
  if (ev === undefined && kind === undefined) return flawless;
  return [`a line of the client is no event: it must be named by "ev", as in {"ev": "${kind ?? 'open'}"}`];
}
