import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import { serverSignAfter } from './find-server-notice.ts';
import { describeExit, shorten } from './invalid-reason.ts';
import type { ClientMarks } from './mark-client.ts';
import type { FaultSummary } from './observation.ts';
import type { ConnectionHistory } from './read-clients.ts';
import type { Episode } from './read-episode.ts';
import type { TimelineEntry } from './run-result.ts';
import { roundToNanoseconds } from './sample-sheet.ts';

/** A timeline longer than this loses its middle. */
const mostEntries = 48;
const keptAtEnd = 16;
/** Shorter gaps between two lines are not worth a word. */
const pauseMs = 1000;
/** The shortest pause that is blamed on a close handshake; libraries wait 10 to 60 s. */
const closeStallMs = 5000;

/**
 * The story of one iteration, told for the client that was back last: faults, what the client did and said, pauses. Times
 * count from the injection; from `steady` where nothing was injected.
 */
export function writeTimeline(episode: Episode): readonly TimelineEntry[] {
  const { clients, outcome, breaks, steady, end } = episode;
  const focus = outcome?.slowest.client ?? breaks[0]?.client ?? [...clients.keys()].sort((a, b) => a - b)[0];
  const origin = outcome?.injected ?? steady ?? episode.observations[0]?.t ?? end.t;
  const from = Math.min(origin, steady ?? origin);
  const lines = [...faultLines(episode), ...clientLines(episode, focus, origin), ...endLines(episode)]
    .filter(({ t }) => t >= from)
    .sort((a, b) => a.t - b.t || order.indexOf(a.what) - order.indexOf(b.what));
  const stall = outcome === null ? undefined : findCloseStall(outcome.slowest);
  return elide(notePauses(lines, stall)).map((line) => ({ ...line, t: roundToNanoseconds(line.t - origin) }));
}

/** Of one instant, the cause stands before its effect. */
const order: readonly TimelineEntry['what'][] = [
  'fault',
  'lifted',
  'client',
  'server',
  'detected',
  'closed',
  'attempt',
  'refused',
  'open',
  'ready',
  'end',
];

function faultLines({ context, faults, observations }: Episode): readonly TimelineEntry[] {
  return context.faults.flatMap((fault) => {
    const own = observations.filter((observation) => observation.source === 'fault' && observation.fault === fault.id);
    const start = own.find(({ kind }) => kind === 'injected') ?? own.find(({ kind }) => kind === 'fault-start');
    const t = fault.id === faults.measured?.id ? (faults.injected ?? start?.t) : start?.t;
    const begins: readonly TimelineEntry[] = t === undefined ? [] : [{ t, what: 'fault', text: describeFault(fault) }];
    const ends = own.filter(({ kind }) => kind === 'fault-end');
    const lifts = fault.lasting ? ends.map((end) => ({ t: end.t, what: 'lifted' as const, text: fault.id })) : [];
    return [...begins, ...lifts];
  });
}

function describeFault({ id, type, explanation, benign }: FaultSummary): string {
  const name = id === type ? type : `${id}: ${type}`;
  return [name, explanation, benign ? 'benign' : ''].filter((part) => part !== '').join(', ');
}

function clientLines({ context, clients, outcome }: Episode, focus: number | undefined, origin: Instant) {
  const client = clients.get(focus ?? Number.NaN);
  if (client === undefined) return [];
  const marks = outcome?.deciding.find((one) => one.client === focus);
  const name = context.clients > 1 ? `client ${client.client}` : 'client';
  const lines: TimelineEntry[] = [];
  const add = (t: Instant | null | undefined, what: TimelineEntry['what'], text: string, nth?: number) => {
    if (t != null) lines.push({ t, what, text, ...(nth === undefined ? {} : { nth }) });
  };

  if (marks !== undefined) {
    add(marks.detected?.t, 'detected', `${name} ${describeDetection(marks)}`);
    for (const [index, t] of marks.attempts.at.entries()) {
      const isFirstOfMore = index === 0 && !marks.attempts.complete;
      add(t, 'attempt', isFirstOfMore ? 'the first that reached the proxy' : '', index + 1);
    }
    if (marks.open?.source === 'client') add(marks.open.t, 'open', '');
    if (marks.closed !== null) add(marks.closed.t, 'closed', 'the old connection');
    add(marks.ready?.t, 'ready', '');
  }
  for (const link of client.connections) addLink(link, marks, origin, add);
  for (const { kind, t, cause, err } of client.told) {
    if (t < origin) continue;
    if (kind === 'loss' && t !== marks?.detected?.t)
      add(t, 'client', `tells a loss${cause ? `: ${shorten(cause)}` : ''}`);
    if (kind === 'error') add(t, 'client', `error: ${shorten(err ?? cause ?? 'no text')}`);
    if (kind === 'giveup') add(t, 'client', 'gave up');
  }
  if (client.exit !== null) add(client.exit.t, 'client', describeExit(client.exit));
  return lines;
}

type Add = (t: Instant | null | undefined, what: TimelineEntry['what'], text: string) => void;

function addLink(link: ConnectionHistory, marks: ClientMarks | undefined, origin: Instant, add: Add): void {
  const detection = marks?.detected?.source === 'wire' ? marks.wireSign : undefined;
  for (const { t, sign } of link.clientSigns) {
    const isDetection = detection?.t === t && detection.sign === sign;
    if (!isDetection) add(t, 'client', describeSign(sign));
  }
  const noticed = marks?.old.includes(link) ? serverSignAfter(link, origin) : undefined;
  if (noticed !== undefined) add(noticed.t, 'server', `detected: ${describeSign(noticed.sign)}`);
  else if (link.serverSigns[0] !== undefined) add(link.serverSigns[0].t, 'closed', 'by the server');
  if (link.rejected !== null) add(link.rejected.t, 'refused', `HTTP ${link.rejected.status}`);
  if (link.accepted !== null && link.accepted > origin) add(link.opened, 'open', '');
}

function describeDetection({ detected, cause, wireSign }: ClientMarks): string {
  if (detected?.source === 'client') return cause === null ? 'tells a loss' : `tells ${shorten(cause)}`;
  return describeSign(wireSign?.sign ?? 'dial');
}

function describeSign(sign: string): string {
  if (sign === 'dial') return 'dialled again';
  if (sign.startsWith('close:')) return `sent Close ${sign.slice('close:'.length)}`;
  return sign === 'fin' ? 'sent FIN' : 'sent RST';
}

function endLines({ end, outcome }: Episode): readonly TimelineEntry[] {
  if (end.why !== undefined) return [{ t: end.t, what: 'end', text: shorten(end.why) }];
  if (end.reason !== 'timeout' || outcome?.slowest.ready != null) return [];
  return [{ t: end.t, what: 'end', text: 'timeout of the iteration' }];
}

/** When an old connection of a client that had sent its Close frame was closed long after that frame. */
function findCloseStall({ old }: ClientMarks): Instant | undefined {
  const stalled = old.find(({ clientSigns, closed }) => {
    const close = clientSigns.find(({ sign }) => sign.startsWith('close:'));
    return close !== undefined && closed !== null && closed - close.t >= closeStallMs;
  });
  return stalled?.closed ?? undefined;
}

const pausing: ReadonlySet<TimelineEntry['what']> = new Set(['attempt', 'open', 'ready', 'closed']);

function notePauses(lines: readonly TimelineEntry[], stallEnd: Instant | undefined): readonly TimelineEntry[] {
  return lines.map((line, index) => {
    const gap = line.t - (lines[index - 1]?.t ?? line.t);
    if (!pausing.has(line.what) || gap < pauseMs) return line;
    const isStall = stallEnd !== undefined && gap >= closeStallMs && Math.abs(line.t - stallEnd) < 250;
    const guess = isStall ? ': looks like a close-handshake timeout' : '';
    return { ...line, text: `${line.text} ← ${formatDuration(gap)} pause${guess}`.trimStart() };
  });
}

function elide(lines: readonly TimelineEntry[]): readonly TimelineEntry[] {
  if (lines.length <= mostEntries) return lines;
  const head = lines.slice(0, mostEntries - keptAtEnd - 1);
  const tail = lines.slice(-keptAtEnd);
  const count = lines.length - head.length - tail.length;
  return [...head, { t: lines[head.length]?.t ?? 0, what: 'omitted', text: `${count} more lines` }, ...tail];
}
