import type { IterationResult, TimelineEntry } from '../../result/run-result.ts';

/** What a client was, for a while. */
export type ClientState = 'connected' | 'unaware' | 'away' | 'back';

/** A span of time, in milliseconds after `injected`. */
export interface Span<Kind extends string> {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** Something that happened at an instant. */
export interface LaneMark {
  readonly lane: 'client' | 'server';
  readonly what: TimelineEntry['what'];
  readonly t: number;
  readonly label: string;
}

/** An iteration as a drawing needs it. */
export interface Lanes {
  readonly from: number;
  readonly to: number;
  readonly fault: Span<'fault'> | undefined;
  /** What it does, in words. */
  readonly faultName: string;
  readonly client: readonly Span<ClientState>[];
  /** Connections: the one that the fault met, and the one after it. */
  readonly server: readonly Span<'old' | 'new'>[];
  readonly marks: readonly LaneMark[];
  /** The figures, as lengths. */
  readonly figures: readonly Span<'detection' | 'reconnect' | 'recovery'>[];
}

/** Reads the swim-lane of an iteration from its marks and its timeline; `undefined` where it was never steady. */
export function readLanes({ marks, timeline }: IterationResult): Lanes | undefined {
  const { steady, injected, detected, open, ready, lifted, closed, attempts } = marks;
  if (steady === null && injected === null) return undefined;
  const known = [
    detected,
    open,
    ready,
    lifted,
    closed,
    marks.serverDetected,
    ...attempts,
    ...timeline.map(({ t }) => t),
  ];
  const last = Math.max(0, ...known.filter((t) => t !== null));
  const span = last || 1000;
  const from = Math.max(steady ?? Number.NEGATIVE_INFINITY, -span * 0.12);
  const to = last + span * 0.06;
  return {
    ...{ from, to },
    fault:
      injected === null
        ? undefined
        : { kind: 'fault', from: injected, to: endOfFault({ lifted, injected, closed }, to) },
    faultName: timeline.find(({ what, t }) => what === 'fault' && t >= 0)?.text ?? '',
    client: readStates({ injected, detected, ready }, from, to),
    server: readConnections({ closed, open }, from, to),
    marks: readMarks(timeline),
    figures: readFigures({ injected, detected, open, ready, lifted }),
  };
}

type Instants<Name extends string> = Readonly<Record<Name, number | null>>;

/** Where new connections were never touched, a fault ends with the old one. */
function endOfFault(
  { lifted, injected, closed }: Instants<'lifted' | 'closed'> & { readonly injected: number },
  to: number,
): number {
  if (lifted !== null && lifted > injected) return lifted;
  return lifted === null ? to : Math.max(closed ?? to, injected);
}

function readStates(
  { injected, detected, ready }: Instants<'injected' | 'detected' | 'ready'>,
  from: number,
  to: number,
): readonly Span<ClientState>[] {
  if (injected === null || (detected === null && ready === null)) {
    const end = injected ?? to;
    return spans([
      ['connected', from, end],
      ['unaware', end, to],
    ]);
  }
  const known = detected ?? ready ?? to;
  return spans([
    ['connected', from, injected],
    ['unaware', injected, known],
    ['away', known, ready ?? to],
    ['back', ready ?? to, to],
  ]);
}

function readConnections({ closed, open }: Instants<'closed' | 'open'>, from: number, to: number) {
  return spans<'old' | 'new'>([
    ['old', from, closed ?? to],
    ['new', open ?? to, to],
  ]);
}

function spans<Kind extends string>(
  all: readonly (readonly [kind: Kind, from: number, to: number])[],
): readonly Span<Kind>[] {
  return all.filter(([, from, to]) => to > from).map(([kind, from, to]) => ({ kind, from, to }));
}

const lanes: Readonly<Partial<Record<TimelineEntry['what'], LaneMark['lane']>>> = {
  detected: 'client',
  attempt: 'client',
  client: 'client',
  ready: 'client',
  open: 'server',
  refused: 'server',
  closed: 'server',
  server: 'server',
};

function readMarks(timeline: readonly TimelineEntry[]): readonly LaneMark[] {
  return timeline.flatMap(({ t, what, text, nth }) => {
    const lane = lanes[what];
    return lane === undefined ? [] : [{ lane, what, t, label: labelOf(what, text, nth) }];
  });
}

function labelOf(what: TimelineEntry['what'], text: string, nth: number | undefined): string {
  if (what === 'attempt') return nth === undefined ? 'dial' : `${nth}`;
  if (what === 'server') return 'server knows';
  // What a client says of its errors stands in the list; what it sent is told here.
  if (what === 'client') return /^(?:client \d+ |client )?(?:sent )?(FIN|RST|Close \d+|gave up)/.exec(text)?.[1] ?? '';
  // `HTTP 503`
  return what === 'refused' ? text.split(' ←')[0] || what : what;
}

function readFigures({
  injected,
  detected,
  open,
  ready,
  lifted,
}: Instants<'injected' | 'detected' | 'open' | 'ready' | 'lifted'>) {
  const start = injected === null ? null : Math.max(lifted ?? injected, injected);
  const pairs = [
    ['detection', injected, detected],
    ['reconnect', detected, open],
    ['recovery', start, ready],
  ] as const;
  return pairs.flatMap(([kind, from, to]) => (from !== null && to !== null && to > from ? [{ kind, from, to }] : []));
}
