import { cutText } from '../../base/cut-text.ts';
import { formatDuration } from '../../base/duration.ts';
import { keepInside, round } from './chart-frame.ts';
import { chooseTimeTicks } from './choose-ticks.ts';
import { createScale, type Scale } from './create-scale.ts';
import { drawFrames } from './draw-frames.ts';
import type { LaneFrame } from './lane-frame.ts';
import { element, type Markup, type MarkupElement } from './markup.ts';
import { placeLabels } from './place-labels.ts';
import type { LaneMark, Lanes, Span } from './read-lanes.ts';

/** Left of the lanes, for their names. */
const gutter = 54;
const bandHeight = 14;
const labelHeight = 15;
/** Of a character of a label, in pixels. */
const characterWidth = 6.4;

/** The places of all rows, from the top. */
const fault = 8;
const clientLabels = 32;
const client = clientLabels + 2 * labelHeight + 6;
const between = { bare: 30, framed: 76 };

/** The labels that matter most come first to their places. */
const importance: readonly LaneMark['what'][] = [
  'detected',
  'ready',
  'open',
  'refused',
  'server',
  'closed',
  'client',
  'attempt',
];

/** Draws an iteration: the fault, what the client knew, what the server had, what happened, and the figures as lengths. */
export function drawLanes(
  lanes: Lanes,
  { width, frames }: { readonly width: number; readonly frames: readonly LaneFrame[] | undefined },
): MarkupElement {
  const right = width - 8;
  const x = createScale([lanes.from, lanes.to], [gutter, right]);
  const server = client + bandHeight + (frames === undefined ? between.bare : between.framed);
  const serverLabels = server + bandHeight + 6;
  const figures = serverLabels + 2 * labelHeight + 4;
  const axis = figures + lanes.figures.length * 20 + 6;
  const height = axis + 24;
  const rows = { client, server };
  const shown = frames?.filter(({ t }) => t >= lanes.from && t <= lanes.to) ?? [];
  return element(
    'svg',
    {
      ...{ class: 'lanes', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
      'aria-label': 'Swim-lanes of client and server; the list beside tells the same in words',
    },
    drawFault(lanes, x, { top: fault, bottom: axis, right }),
    drawAxis(lanes, x, { y: axis, width }),
    ...(['client', 'server'] as const).map((lane) =>
      element('text', { class: 'lane-name', x: 0, y: rows[lane] + bandHeight - 3 }, lane),
    ),
    lanes.client.map((span) => drawBand(span, x, client)),
    lanes.server.map((span) => drawBand(span, x, server)),
    drawFrames(shown, x, { client: client + bandHeight, server }),
    lanes.marks.map((mark) => drawMark(mark, x, rows)),
    drawLabels(lanes.marks, 'client', x, { right, at: (row) => client - 8 - row * labelHeight }),
    drawLabels(lanes.marks, 'server', x, { right, at: (row) => serverLabels + 10 + row * labelHeight }),
    lanes.figures.map((span, row) => drawFigure(span, x, { y: figures + row * 20 + 8, right })),
  );
}

interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

function drawFault({ fault: span, faultName: label }: Lanes, x: Scale, { top, bottom, right }: Edges) {
  if (span === undefined) return [];
  const [from, to] = [round(x(span.from)), round(x(span.to))];
  const isInstant = to - from < 2;
  return [
    isInstant
      ? element('line', { class: 'fault-instant', x1: from, x2: from, y1: top, y2: bottom })
      : element('rect', { class: 'fault-window', x: from, y: top, width: round(to - from), height: bottom - top }),
    element('rect', { class: 'fault-bar', x: from, y: top, width: round(Math.max(3, to - from)), height: 4 }),
    element('text', { class: 'lane-name', x: 0, y: top + 8 }, 'fault'),
    element('text', { class: 'fault-name', x: from + 6, y: top + 17 }, cutTo(label, round(right - from - 6))),
  ];
}

function drawAxis(
  { from, to }: Lanes,
  x: Scale,
  { y, width }: { readonly y: number; readonly width: number },
): readonly Markup[] {
  const { ticks, unit } = chooseTimeTicks(from, to, Math.max(3, Math.floor((x(to) - x(from)) / 80)));
  return [
    element('line', { class: 'axis', x1: gutter, x2: round(x(to)), y1: y, y2: y }),
    element('text', { class: 'axis-title', x: 0, y: y + 16 }, unit),
    ...ticks.flatMap(({ at, label }) => [
      element('line', { class: 'notch', x1: round(x(at)), x2: round(x(at)), y1: y, y2: y + 4 }),
      element(
        'text',
        { class: 'tick', x: keepInside(round(x(at)), label, width), y: y + 16, 'text-anchor': 'middle' },
        label,
      ),
    ]),
  ];
}

function drawBand({ kind, from, to }: Span<string>, x: Scale, y: number): Markup {
  const left = round(x(from));
  return element('rect', {
    ...{ class: `band ${kind}`, x: left, y },
    ...{ width: round(Math.max(1.5, x(to) - left)), height: bandHeight },
  });
}

function drawMark({ lane, what, t }: LaneMark, x: Scale, rows: Readonly<Record<LaneMark['lane'], number>>): Markup {
  const at = round(x(t));
  const middle = rows[lane] + bandHeight / 2;
  if (what === 'attempt') {
    return element('path', { class: 'mark attempt', d: `M${at} ${rows.client}V${rows.server}` });
  }
  if (what === 'closed') {
    return element('path', { class: 'mark closed', d: `M${at} ${rows.server - 4}v${bandHeight + 8}` });
  }
  if (what === 'refused') {
    return element('path', { class: 'mark refused', d: `M${at - 4} ${middle - 4}l8 8m0 -8l-8 8` });
  }
  if (what === 'open' || what === 'ready') {
    return element('circle', { class: `mark ${what}`, cx: at, cy: middle, r: 5 });
  }
  const size = what === 'client' ? 4 : 6.5;
  const d = `M${at} ${middle - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`;
  return element('path', { class: `mark ${what}`, d });
}

/** So much of a text as has room. */
function cutTo(text: string, width: number): string {
  const most = Math.floor(width / characterWidth);
  return text.length > most && most < 8 ? '' : cutText(text, most, '…');
}

function drawLabels(
  marks: readonly LaneMark[],
  lane: LaneMark['lane'],
  x: Scale,
  { right, at }: { readonly right: number; readonly at: (row: number) => number },
): readonly Markup[] {
  const own = marks
    .filter((mark) => mark.lane === lane && mark.label !== '')
    .toSorted((a, b) => importance.indexOf(a.what) - importance.indexOf(b.what));
  const wanted = own.map(({ t, label }) => ({ x: x(t), width: label.length * characterWidth }));
  return placeLabels(wanted, { from: gutter, to: right, rows: 2 }).flatMap((place, index) => {
    const mark = own[index];
    if (place === null || mark === undefined) return [];
    const position = { x: round(place.x), y: at(place.row), 'text-anchor': 'middle' };
    return [element('text', { class: `mark-label ${mark.what}`, ...position }, mark.label)];
  });
}

function drawFigure(
  { kind, from, to }: Span<string>,
  x: Scale,
  { y, right }: { readonly y: number; readonly right: number },
): readonly Markup[] {
  const [left, end] = [round(x(from)), round(x(to))];
  const label = `${kind} ${formatDuration(to - from)}`;
  const width = label.length * characterWidth;
  // Behind its line, or before it where the edge is near.
  const isBehind = end + 8 + width <= right;
  const place = isBehind ? { x: end + 8 } : { x: left - 8, 'text-anchor': 'end' };
  const isInside = !isBehind && left - 8 - width < gutter;
  const inside = { x: round((left + end) / 2), 'text-anchor': 'middle' };
  return [
    element('path', { class: 'figure-line', d: `M${left} ${y - 4}v8M${left} ${y}H${end}M${end} ${y - 4}v8` }),
    element('text', { class: 'figure-label', y: isInside ? y - 3 : y + 4, ...(isInside ? inside : place) }, label),
  ];
}
