import type { EventEntry } from './api-types.ts';
import type { Span } from './assign-lanes.ts';
import { revealText } from './reveal-text.ts';

/** What a connection was during a span of time. */
export interface Band extends Span {
  readonly kind: 'dialling' | 'open' | 'refused';
}

/** What happened in an instant. */
export interface Mark {
  readonly t: number;
  readonly connection: number;
  readonly what: 'attempt' | 'open' | 'detected' | 'closed' | 'refused';
  readonly label: string;
}

/** A fault, as long as it acts; `to` is `undefined` while it does. */
export interface FaultBand {
  readonly fault: string;
  readonly explanation: string;
  readonly from: number;
  readonly to: number | undefined;
}

/** How the band of a closed port is called. */
export const closedPort = 'disabled';

/** Draws what the swim-lane shows out of what the session tells, and forgets what left it. */
export interface TimelineBook {
  apply(event: EventEntry): void;
  /** In the order in which they begin. */
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
  readonly faults: readonly FaultBand[];
  /** When each connection was there, in the order of their coming. */
  readonly spans: readonly Span[];
  /** Of connections that began before `since` these are up: the end of one that never opened is not told. */
  keepUp(up: ReadonlySet<number>, since: number, now: number): void;
  /** What ended before is not needed any more. */
  forget(before: number): void;
  clear(): void;
}

export function createTimelineBook(): TimelineBook {
  let bands: Band[] = [];
  let marks: Mark[] = [];
  let faults: FaultBand[] = [];
  let spans: Span[] = [];

  const endBand = (connection: number, to: number): void => {
    bands = bands.map((band) => (band.connection === connection && band.to === undefined ? { ...band, to } : band));
  };
  const endSpan = (connection: number, to: number): void => {
    spans = spans.map((span) => (span.connection === connection && span.to === undefined ? { ...span, to } : span));
  };
  const begin = (connection: number, from: number, kind: Band['kind']): void => {
    endBand(connection, from);
    bands.push({ connection, from, to: undefined, kind });
    if (!spans.some((span) => span.connection === connection)) spans.push({ connection, from, to: undefined });
  };

  return {
    apply(event) {
      const { t } = event;
      switch (event.kind) {
        case 'accepted':
          begin(event.connection, t, 'dialling');
          marks.push({ t, connection: event.connection, what: 'attempt', label: '' });
          return;
        case 'open':
        case 'reopened':
          begin(event.connection, t, 'open');
          marks.push({ t, connection: event.connection, what: 'open', label: `#${event.connection} open` });
          return;
        case 'detected':
          marks.push({
            t,
            connection: event.connection,
            what: 'detected',
            label: `detected: ${revealText(event.sign)}`,
          });
          return;
        case 'closed':
          endBand(event.connection, t);
          endSpan(event.connection, t);
          marks.push({ t, connection: event.connection, what: 'closed', label: '' });
          return;
        case 'answer':
          begin(event.connection, t, 'refused');
          marks.push({ t, connection: event.connection, what: 'refused', label: String(event.status) });
          return;
        case 'failed':
          marks.push({ t, connection: event.connection, what: 'refused', label: 'failed' });
          return;
        case 'fault':
          faults.push({ fault: event.fault, explanation: revealText(event.explanation), from: t, to: undefined });
          return;
        case 'lifted':
          faults = faults.map((one) => (one.fault === event.fault && one.to === undefined ? { ...one, to: t } : one));
          return;
        case 'disabled':
          faults.push({ fault: closedPort, explanation: 'the port is closed', from: t, to: undefined });
          return;
        case 'enabled':
          faults = faults.map((one) => (one.fault === closedPort && one.to === undefined ? { ...one, to: t } : one));
      }
    },
    get bands() {
      return bands;
    },
    get marks() {
      return marks;
    },
    get faults() {
      return faults;
    },
    get spans() {
      return spans;
    },
    keepUp(up, since, now) {
      for (const { connection, from, to } of spans) {
        if (to !== undefined || from >= since || up.has(connection)) continue;
        endBand(connection, now);
        endSpan(connection, now);
      }
    },
    forget(before) {
      const isNeeded = ({ to }: { readonly to: number | undefined }): boolean => to === undefined || to >= before;
      bands = bands.filter(isNeeded);
      spans = spans.filter(isNeeded);
      faults = faults.filter(isNeeded);
      marks = marks.filter(({ t }) => t >= before);
    },
    clear() {
      [bands, marks, faults, spans] = [[], [], [], []];
    },
  };
}
